import { createHash } from 'node:crypto';
import { splitIdentifier, type IndexedFile } from '@artemis/code-index';
import { byEnds, compareText } from '../model/compare.ts';
import type { FileSlice } from '../model/file-slice.ts';
import type { EdgeKind, GraphEdge } from '../model/graph-edge.ts';
import type { GraphNode } from '../model/graph-node.ts';
import { fileId } from '../model/node-id.ts';
import { declarationsIn, type DeclaredSymbol } from './declarations.ts';
import type { ReferenceResolver } from './reference-resolver.ts';

/** What a slice is made of beside the file itself. */
export interface Surroundings {
  readonly resolver: ReferenceResolver;
  /** Paths of the files it imports, one for each import. */
  readonly imports: readonly string[];
  /** Paths of the files it tests. */
  readonly tests: readonly string[];
  /** What tells whether it was made of the same. */
  readonly source: string;
}

/** What a file puts into the graph. The same file with the same surroundings gives the same slice. */
export function sliceOf(file: IndexedFile, { resolver, imports, tests, source }: Surroundings): FileSlice {
  const symbols = declarationsIn(file);
  const edges = new EdgeTally();
  const self = fileId(file.path);
  for (const { id } of symbols) edges.add(self, id, 'contains');
  for (const to of imports) edges.add(self, fileId(to), 'imports');
  for (const code of tests) edges.add(self, fileId(code), 'tests');
  addReferences(edges, file, symbols, resolver);
  return digested({ path: file.path, source, nodes: nodesOf(file, symbols), edges: edges.sorted() });
}

/** What a file puts into the graph before its edges are known. */
export const nodesAlone = (file: IndexedFile): FileSlice => ({
  path: file.path,
  digest: '',
  source: '',
  nodes: nodesOf(file, declarationsIn(file)),
  edges: [],
});

/** A slice with its digest. */
export function digested(slice: Omit<FileSlice, 'digest'>): FileSlice {
  const json = JSON.stringify([slice.nodes, slice.edges]);
  return { ...slice, digest: createHash('sha256').update(json).digest('hex').slice(0, 32) };
}

const nodesOf = (file: IndexedFile, symbols: readonly DeclaredSymbol[]): GraphNode[] => [
  fileNode(file),
  ...symbols.map((symbol) => symbolNode(file.path, symbol)),
];

/** Adds what a file's symbols call and name. */
function addReferences(edges: EdgeTally, file: IndexedFile, symbols: readonly DeclaredSymbol[], resolver: ReferenceResolver): void {
  const around = enclosing(symbols);
  for (const { name, kind, lines } of file.references) {
    const targets = resolver.resolve(file, name);
    for (const target of targets) {
      for (const line of lines) {
        const from = around(line) ?? fileId(file.path);
        if (from !== target) edges.add(from, target, kind === 'call' ? 'calls' : 'references');
      }
    }
  }
}

/** Finds the innermost symbol around a line. Outer symbols come before inner ones, so the last that fits is the innermost. */
function enclosing(symbols: readonly DeclaredSymbol[]): (line: number) => string | undefined {
  const owners: string[] = [];
  for (const { id, symbol } of symbols) {
    for (let line = symbol.startLine; line <= Math.min(symbol.endLine, maxLines); line++) owners[line] = id;
  }
  return (line) => owners[line];
}

/** Lines further down belong to no symbol. */
const maxLines = 100_000;

/** Counts edges, so that there is one of a kind between two nodes. */
class EdgeTally {
  readonly #edges = new Map<string, { readonly from: string; readonly to: string; readonly kind: EdgeKind; weight: number }>();

  add(from: string, to: string, kind: EdgeKind): void {
    const key = `${kind}\n${from}\n${to}`;
    const edge = this.#edges.get(key);
    if (edge) edge.weight += 1;
    else this.#edges.set(key, { from, to, kind, weight: 1 });
  }

  sorted(): GraphEdge[] {
    return [...this.#edges.values()].sort(byEnds);
  }
}

const fileNode = ({ path, isTest }: IndexedFile): GraphNode => ({
  id: fileId(path),
  kind: isTest ? 'test' : 'file',
  name: path,
  path,
  words: wordsOf(path.slice(path.lastIndexOf('/') + 1).replace(/\..*$/, '')),
});

const symbolNode = (path: string, { id, name, symbol }: DeclaredSymbol): GraphNode => ({
  id,
  kind: 'symbol',
  name,
  path,
  detail: symbol.kind,
  startLine: symbol.startLine,
  endLine: symbol.endLine,
  words: wordsOf(symbol.name),
});

const wordsOf = (name: string): readonly string[] => [...new Set(splitIdentifier(name))].sort(compareText);
