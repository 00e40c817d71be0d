import MarkdownIt from 'markdown-it';

/** A fenced block of a Markdown file. */
export interface Snippet {
  /** First word after the fence, such as `ts`. */
  readonly language: string;
  /** `key=value` words after it. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
  /** Line of the opening fence, counted from 1. */
  readonly line: number;
}

const parser = new MarkdownIt();

/** Fenced and indented code blocks, in order. */
export function snippetsOf(markdown: string): Snippet[] {
  return parser.parse(markdown, {}).flatMap(({ type, info, content, map }) => {
    if (type !== 'fence' && type !== 'code_block') return [];
    const [language = '', ...words] = info.split(/\s+/);
    const attributes = Object.fromEntries(words.map((word) => [word.split('=')[0] ?? '', word.split('=').slice(1).join('=')]));
    return [{ language, attributes, lines: content.split('\n').filter((line) => line.trim() !== ''), line: (map?.[0] ?? 0) + 1 }];
  });
}

/** A row of a table: its cells as Markdown text. */
export interface TableRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Rows of all tables, headings left out. */
export function tableRowsOf(markdown: string): TableRow[] {
  const rows: { cells: string[]; line: number }[] = [];
  let inBody = false;
  for (const { type, content, map } of parser.parse(markdown, {})) {
    if (type === 'tbody_open') inBody = true;
    if (type === 'tbody_close') inBody = false;
    if (inBody && type === 'tr_open') rows.push({ cells: [], line: (map?.[0] ?? 0) + 1 });
    if (inBody && type === 'inline') rows.at(-1)?.cells.push(content.trim());
  }
  return rows;
}
