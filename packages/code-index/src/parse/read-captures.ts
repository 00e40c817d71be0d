import type { Node, QueryMatch } from 'web-tree-sitter';
import type { ExportRule } from '../language/languages.ts';
import type { CodeImport } from '../model/code-import.ts';
import type { CodeReference } from '../model/code-reference.ts';
import type { ParsedSource } from './parsed-source.ts';
import type { Declaration, Span } from './declaration.ts';
import { DocComments } from './doc-comments.ts';
import { byPosition, isDeclarationKind } from './declaration.ts';
import { arrangeSymbols } from './arrange-symbols.ts';
import { cleanSpecifier } from './clean-specifier.ts';
import { docstringOwners } from './docstring-owners.ts';
import { firstFrom } from './first-from.ts';

/**
 * Turns what a query captured into symbols, imports and references. The names of captures:
 *
 * - `@name` inside `@class`, `@function`, … : a declaration of that kind. `@owner` is none, but gives its name to what is in it.
 *   `@receiver` names the type a method belongs to that stands outside of it.
 * - `@source` inside `@import`, with `@imported` for the names it takes and `@default` for a default export. `@module-file` is the name of a module in a file of its own.
 * - `@call` and `@use`: references.
 * - `@exported`: around what others can see, or in its head. `@doc`: any comment. `@docstring`: documentation inside a declaration.
 */
export function readCaptures(matches: readonly QueryMatch[], text: string, exportRule: ExportRule): ParsedSource {
  const reading = new Reading(text);
  for (const match of matches) reading.take(match);
  const declarations = reading.declarations.toSorted(byPosition);
  const docs = new DocComments(text, reading.comments, docstringOwners(reading.docstrings, declarations));
  return {
    symbols: arrangeSymbols(declarations, { exportRule, exported: reading.exported.toSorted((a, b) => a.start - b.start), docs }),
    imports: reading.imports(),
    references: reading.references(),
  };
}

interface Import extends Span {
  readonly specifier: string;
  readonly line: number;
}

class Reading {
  readonly declarations: Declaration[] = [];
  readonly exported: Span[] = [];
  readonly comments: Span[] = [];
  readonly docstrings: Span[] = [];
  readonly #text: string;
  readonly #imports: Import[] = [];
  readonly #imported: (Span & { readonly name: string })[] = [];
  readonly #lines: Record<'call' | 'use', Map<string, Set<number>>> = { call: new Map(), use: new Map() };

  constructor(text: string) {
    this.#text = text;
  }

  take({ captures }: QueryMatch): void {
    const [first, second] = captures;
    if (first === undefined) return;
    if (captures.length === 1) return this.#takeOne(first.name, first.node);
    const outer = captures.find(({ name }) => name === 'import' || name === 'owner' || isDeclarationKind(name));
    if (outer === undefined || second === undefined) return;
    const receiver = captures.find(({ name }) => name === 'receiver')?.node;
    for (const { name, node } of captures) {
      if (name === 'name') this.#declare(outer.name, outer.node, node, receiver);
      else if (name === 'source') this.#import(outer.node, cleanSpecifier(this.#textOf(node)));
      else if (name === 'module-file') this.#import(outer.node, `self::${this.#textOf(node)}`);
    }
  }

  imports(): CodeImport[] {
    const sorted = this.#imports.toSorted((a, b) => a.start - b.start);
    const imported = this.#imported.toSorted((a, b) => a.start - b.start);
    return sorted.map(({ specifier, line, start, end }) => {
      const names = new Set<string>();
      for (let at = firstFrom(imported, start); at < imported.length; at++) {
        const each = imported[at];
        if (each === undefined || each.end > end) break;
        names.add(each.name);
      }
      return names.size === 0 ? { specifier, line } : { specifier, line, names: [...names] };
    });
  }

  references(): CodeReference[] {
    const all = (['call', 'use'] as const).flatMap((kind) =>
      [...this.#lines[kind]].map(([name, lines]) => ({ name, kind, lines: [...lines].toSorted((a, b) => a - b) })),
    );
    return all.toSorted((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  }

  #takeOne(capture: string, node: Node): void {
    if (capture === 'call' || capture === 'use') this.#refer(capture, node);
    else if (capture === 'doc') this.comments.push(spanOf(node));
    else if (capture === 'docstring') this.docstrings.push(spanOf(node));
    else if (capture === 'exported') this.exported.push(spanOf(node));
    else if (capture === 'imported') this.#imported.push({ ...spanOf(node), name: this.#textOf(node) });
    else if (capture === 'default') this.#imported.push({ ...spanOf(node), name: 'default' });
  }

  #refer(kind: 'call' | 'use', node: Node): void {
    const name = this.#textOf(node);
    const line = node.startPosition.row + 1;
    const lines = this.#lines[kind].get(name);
    if (lines === undefined) this.#lines[kind].set(name, new Set([line]));
    else lines.add(line);
  }

  #declare(kind: string, node: Node, nameNode: Node, receiver: Node | undefined): void {
    if (kind !== 'owner' && !isDeclarationKind(kind)) return;
    const end = node.endPosition;
    this.declarations.push({
      ...spanOf(node),
      kind,
      name: this.#textOf(nameNode).replace(/^["']|["']$/g, ''),
      nameStart: nameNode.startIndex,
      startLine: node.startPosition.row + 1,
      // Some grammars count the line break to the declaration.
      endLine: end.column === 0 && end.row > node.startPosition.row ? end.row : end.row + 1,
      receiver: receiver === undefined ? undefined : this.#textOf(receiver),
    });
  }

  #import(node: Node, specifier: string): void {
    if (specifier !== '') this.#imports.push({ ...spanOf(node), specifier, line: node.startPosition.row + 1 });
  }

  #textOf(node: Node): string {
    return this.#text.slice(node.startIndex, Math.min(node.endIndex, node.startIndex + maxNameLength));
  }
}

/** Longer names are cut: nobody searches for them. */
const maxNameLength = 200;

const spanOf = (node: Node): Span => ({ start: node.startIndex, end: node.endIndex });
