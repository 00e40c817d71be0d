import { createHash } from 'node:crypto';
import { linkTests, resolveImports, splitIdentifier, type IndexedFile, type ProjectIndex } from '@artemis/code-index';
import { byEnds, compareText } from '../model/compare.ts';
import type { FileSlice } from '../model/file-slice.ts';
import type { EdgeKind, GraphEdge } from '../model/graph-edge.ts';
import type { GraphNode } from '../model/graph-node.ts';
import { fileId } from '../model/node-id.ts';
import { declarationsIn, type DeclaredSymbol } from './declarations.ts';
import { ReferenceResolver } from './reference-resolver.ts';

/** What each file of an index puts into the graph, sorted by path. The same index gives the same slices. */
export function slicesOf(index: ProjectIndex): readonly FileSlice[] {
  const links = resolveImports(index);
  const declared = new Map(index.files.map((file) => [file.path, declarationsIn(file)]));
  const resolver = new ReferenceResolver(index.files, declared, links);
  const imports = Map.groupBy(links, ({ from }) => from);
  const tests = Map.groupBy(linkTests(index, links), ({ test }) => test);
  return index.files.map((file) => {
    const symbols = declared.get(file.path) ?? [];
    const edges = new EdgeTally();
    const self = fileId(file.path);
    for (const { id } of symbols) edges.add(self, id, 'contains');
    for (const { to } of imports.get(file.path) ?? []) edges.add(self, fileId(to), 'imports');
    for (const { code } of tests.get(file.path) ?? []) edges.add(self, fileId(code), 'tests');
    addReferences(edges, file, symbols, resolver);
    return sliceOf(file.path, [fileNode(file), ...symbols.map((symbol) => symbolNode(file.path, symbol))], edges.sorted());
  });
}

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

/** A slice with its digest. */
export function sliceOf(path: string, nodes: readonly GraphNode[], edges: readonly GraphEdge[]): FileSlice {
  const digest = createHash('sha256')
    .update(JSON.stringify([nodes, edges]))
    .digest('hex')
    .slice(0, 32);
  return { path, digest, nodes, edges };
}
