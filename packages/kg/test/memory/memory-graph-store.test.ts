import { nodeFileSystem, systemClock } from '@artemis/core';
import { seededRandom } from '@artemis/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { digested } from '../../src/facts/slice-of.ts';
import { readSnapshot } from '../../src/keep/read-snapshot.ts';
import { GraphFolder } from '../../src/keep/graph-folder.ts';
import { MemoryGraphStore } from '../../src/memory/memory-graph-store.ts';
import { byEnds, byId } from '../../src/model/compare.ts';
import type { GraphChange } from '../../src/model/graph-change.ts';
import { edgeKinds, type EdgeKind, type GraphEdge } from '../../src/model/graph-edge.ts';
import type { GraphNode } from '../../src/model/graph-node.ts';
import { file, freeCall, symbol } from '../query/graphs.ts';
import { temporaryFolder } from '../sample-project.ts';

/** What a graph is, said in the simplest way: nodes by id, and edges with the file that has put them in. */
class PlainGraph {
  readonly nodes = new Map<string, GraphNode>();
  edges: (GraphEdge & { readonly owner: string | null })[] = [];

  change({ drop, put, nodes, edges }: GraphChange): void {
    for (const path of drop) this.#keep(path, new Set());
    for (const slice of put) this.#keep(slice.path, new Set(slice.nodes.map(({ id }) => id)));
    for (const node of [...put.flatMap((slice) => slice.nodes), ...nodes]) this.nodes.set(node.id, node);
    for (const slice of put) for (const edge of slice.edges) this.#add(edge, slice.path);
    for (const edge of edges) this.#add(edge, null);
  }

  #keep(path: string, staying: ReadonlySet<string>): void {
    for (const [id, node] of this.nodes) if (node.path === path && !staying.has(id)) this.nodes.delete(id);
    this.edges = this.edges.filter(({ from, to, owner }) => owner !== path && this.nodes.has(from) && this.nodes.has(to));
  }

  #add(edge: GraphEdge, owner: string | null): void {
    if (!this.nodes.has(edge.from) || !this.nodes.has(edge.to)) return;
    const same = (other: GraphEdge): boolean => other.from === edge.from && other.to === edge.to && other.kind === edge.kind;
    this.edges = [...this.edges.filter((other) => other.owner !== owner || !same(other)), { ...edge, owner }];
  }
}

const paths = ['a.ts', 'b.ts', 'c.test.ts'];
const names = ['one', 'two', 'three'];
const run = (name: string): GraphNode => ({ id: `run:${name}`, kind: 'run', name, words: [] });
const idIn = fc.oneof(
  fc.tuple(fc.constantFrom(...paths), fc.constantFrom(...names)).map(([path, name]) => symbol(path, name).id),
  fc.constantFrom(...paths).map((path) => file(path).id),
);
const ofCode = edgeKinds.filter((kind) => kind !== 'changed_by');
const edgesFrom = (ids: readonly string[]): fc.Arbitrary<GraphEdge[]> =>
  fc.uniqueArray(
    fc.record({
      from: fc.constantFrom(...ids),
      to: idIn,
      kind: fc.constantFrom<EdgeKind>(...ofCode),
      weight: fc.integer({ min: 1, max: 9 }),
    }),
    { maxLength: 6, selector: ({ from, to, kind }) => `${kind} ${from} ${to}` },
  );
const slice = fc.tuple(fc.constantFrom(...paths), fc.uniqueArray(fc.constantFrom(...names))).chain(([path, declared]) => {
  const nodes = [file(path, path.includes('test') ? 'test' : 'file'), ...declared.map((name, line) => symbol(path, name, line + 1))];
  return edgesFrom(nodes.map(({ id }) => id)).map((edges) => digested({ path, source: `of ${declared.join()}`, nodes, edges }));
});
const change: fc.Arbitrary<GraphChange> = fc.record({
  drop: fc.uniqueArray(fc.constantFrom(...paths), { maxLength: 1 }),
  put: fc.uniqueArray(slice, { maxLength: 2, selector: ({ path }) => path }),
  nodes: fc.uniqueArray(fc.constantFrom('r1', 'r2').map(run), { selector: ({ id }) => id }),
  edges: fc.array(
    fc.record({
      from: fc.constantFrom(...paths).map((path) => file(path).id),
      to: fc.constantFrom('run:r1', 'run:r2'),
      kind: fc.constant<EdgeKind>('changed_by'),
      weight: fc.constant(1),
    }),
    { maxLength: 3 },
  ),
});

async function expectSame(store: MemoryGraphStore, plain: PlainGraph): Promise<void> {
  const edges = plain.edges.map(({ from, to, kind, weight }) => ({ from, to, kind, weight })).sort(byEnds);
  const nodes = [...plain.nodes.values()].sort(byId);
  expect(store.document()).toEqual({ nodes, edges });
  expect([store.keyed.nodeCount, store.keyed.edgeCount]).toEqual([nodes.length, edges.length]);
  for (const path of paths) {
    const own = new Set(nodes.filter((node) => node.path === path).map(({ id }) => id));
    for (const [direction, end] of [
      ['in', 'to'],
      ['out', 'from'],
    ] as const) {
      const found = await store.edges({ at: { paths: [path] }, direction, kinds: edgeKinds }, freeCall);
      const expected = edges.filter((edge) => own.has(edge[end]));
      expect(found.map(({ from, to, kind, weight }) => ({ from, to, kind, weight })).sort(byEnds)).toEqual(expected);
    }
    expect(await store.nodes({ paths: [path] }, freeCall)).toEqual(nodes.filter((node) => node.path === path));
  }
  expect(await store.tests(freeCall)).toEqual(nodes.filter(({ kind }) => kind === 'test'));
  expect(await store.named('two', freeCall)).toEqual(nodes.filter(({ name, path }) => name === 'two' && path !== undefined));
  expect(new Set(await store.matching(['one', 'two'], 99, freeCall))).toEqual(
    new Set(nodes.filter(({ words }) => words.some((word) => word === 'one' || word === 'two'))),
  );
}

const journalHead = { version: 1, writer: 'w', applied: 0, compare: false } as const;

describe('MemoryGraphStore', () => {
  it('is after any changes what they say, and the same when it is read back from disk', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(change, fc.boolean()), { minLength: 1, maxLength: 6 }), async (changes) => {
        await using folder = await temporaryFolder();
        const ports = { fileSystem: nodeFileSystem, random: seededRandom(1), clock: systemClock };
        const writer = new GraphFolder(folder.dir, ports);
        const [store, plain] = [await MemoryGraphStore.open(), new PlainGraph()];
        for (const [at, [each, saves]] of changes.entries()) {
          store.change(each);
          plain.change(each);
          await expectSame(store, plain);
          if (!saves) continue;
          await writer.replace({ store, head: () => ({ number: at, made: 'made' }) }, journalHead, []);
          const read = await readSnapshot(folder.dir, nodeFileSystem, systemClock);
          expect(read).toMatchObject({ damaged: false, head: { number: at, made: 'made' } });
          await expectSame(read.store, plain);
          expect(read.store.slices(paths)).toEqual(store.slices(paths));
        }
      }),
      { numRuns: 80 },
    );
  });
});
