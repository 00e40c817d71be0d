import type { Declaration, Span } from './declaration.ts';

const maxDocLength = 400;

/** The comments of a text, by the declaration they stand before or in. */
export class DocComments {
  readonly #text: string;
  /** By the offset where the next line with text begins. */
  readonly #byEnd = new Map<number, Span>();
  /** By the offset of the name of what they document. */
  readonly #docstrings: ReadonlyMap<number, Span>;

  constructor(text: string, comments: readonly Span[], docstrings: ReadonlyMap<number, Span>) {
    this.#text = text;
    this.#docstrings = docstrings;
    for (const comment of comments) {
      const start = this.#startOfLine(comment.start);
      if (this.#text.slice(start, comment.start).trim() === '') this.#byEnd.set(this.#endOf(comment), { start, end: comment.end });
    }
  }

  /** First words of what documents a declaration. */
  of(declaration: Declaration): string | undefined {
    const inner = this.#docstrings.get(declaration.nameStart);
    const words = cleanComment(inner === undefined ? this.#before(declaration) : this.#text.slice(inner.start, inner.end));
    return words === '' ? undefined : words;
  }

  /** The comments directly above, and above the attributes and decorators that may stand between. */
  #before(declaration: Declaration): string {
    const parts: string[] = [];
    let line = this.#startOfLine(declaration.start);
    for (let steps = 0; steps < 200 && line > 0; steps++) {
      const comment = this.#byEnd.get(line);
      if (comment !== undefined) {
        parts.unshift(this.#text.slice(comment.start, comment.end));
        line = this.#startOfLine(comment.start);
        continue;
      }
      const above = this.#startOfLine(line - 1);
      if (parts.length > 0 || !/^\s*(?:#?\[|@)/.test(this.#text.slice(above, Math.min(line, above + 100)))) break;
      line = above;
    }
    return parts.join('\n');
  }

  #startOfLine(offset: number): number {
    return offset <= 0 ? 0 : this.#text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** Where the line behind a comment begins. Some grammars count the line break to the comment. */
  #endOf({ end }: Span): number {
    if (this.#text[end - 1] === '\n') return end;
    const lineBreak = this.#text.indexOf('\n', end);
    return lineBreak < 0 ? this.#text.length : lineBreak + 1;
  }
}

/** Tags of C# documentation. */
const documentTags = /<\/?(?:summary|remarks|para|returns?|param|see|inheritdoc)\b[^>]{0,200}>/g;
const marksBefore = /^\s*(?:\/\*+!?|\/\/[/!]*|#+!?|\*(?!\/)|[rRuUbB]?(?:"""|''')|["'])?\s?/;
const marksBehind = /(?:\*{0,3}\/|"""|''')$/;

/**
 * The words of a comment: no marks, one space between words, cut to a bounded length. Characters that are not seen, but obeyed by
 * a terminal or read by a model, are left out.
 */
export function cleanComment(comment: string): string {
  const lines = comment.slice(0, 4 * maxDocLength).split('\n');
  const words = lines.map((line) => line.trimEnd().replace(marksBehind, '').replace(marksBefore, '')).join(' ');
  return words
    .replace(documentTags, ' ')
    .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
    .trim()
    .slice(0, maxDocLength)
    .toWellFormed();
}
