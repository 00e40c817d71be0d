import type { CodeSymbol, IndexedFile, ProjectIndex, ProjectPackage } from '@artemis/code-index';
import { nodeFileSystem, silentLogger, systemClock } from '@artemis/core';
import { seededRandom } from '@artemis/core/testing';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GraphFacts } from '../../src/facts/graph-facts.ts';
import { LocalGraph } from '../../src/keep/local-graph.ts';
import type { FileSlice } from '../../src/model/file-slice.ts';

const paths = ['a.ts', 'b.ts', 'c/index.ts', 'c/d.ts', 'c/e.ts', 'a.test.ts', 'test/d.test.ts', 'lib/a.ts'];
const specifiers = ['./a.ts', './b.ts', './c/index.ts', './d.ts', './e.ts', '../b.ts', '../c/d.ts', './index.ts', '@/a'];
const names = ['one', 'two', 'three', 'four'];
const aliases: ProjectPackage = { name: '', folder: '', kind: 'aliases', manifest: 'tsconfig.json', entries: { '@/*': ['lib/*'] } };

const name = fc.constantFrom(...names);
const symbol = fc.record({ name, parent: fc.option(name, { nil: undefined }) });
const imported = fc.record({
  specifier: fc.constantFrom(...specifiers),
  names: fc.option(fc.uniqueArray(name, { maxLength: 3 }), { nil: undefined }),
});
const content = fc.record({
  symbols: fc.array(symbol, { maxLength: 4 }),
  imports: fc.array(imported, { maxLength: 3 }),
  references: fc.uniqueArray(name, { maxLength: 4 }),
});
type Content = typeof content extends fc.Arbitrary<infer T> ? T : never;
const path = fc.constantFrom(...paths);
const edit = fc.oneof(
  { weight: 5, arbitrary: fc.record({ path, content }) },
  { weight: 1, arbitrary: fc.record({ path }) },
  { weight: 1, arbitrary: fc.constant('other aliases' as const) },
);

function fileOf(at: string, { symbols, imports, references }: Content): IndexedFile {
  return {
    path: at,
    language: 'typescript',
    sha256: JSON.stringify([symbols, imports, references]).replaceAll(' ', ''),
    bytes: 1,
    stamp: '',
    symbols: symbols.map((each, line): CodeSymbol => ({
      name: each.name,
      kind: 'function',
      startLine: line * 2 + 1,
      endLine: line * 2 + 2,
      ...(each.parent !== undefined && { parent: each.parent }),
    })),
    imports: imports.map(({ specifier, names: taken }, line) => ({ specifier, line: line + 1, ...(taken && { names: taken }) })),
    references: references.map((each, line) => ({ name: each, kind: line % 2 === 0 ? 'call' : 'use', lines: [line + 1] })),
    isTest: at.includes('test'),
  };
}

const indexOf = (files: readonly IndexedFile[], packages: readonly ProjectPackage[]): ProjectIndex => ({
  files: files.toSorted((one, other) => (one.path < other.path ? -1 : 1)),
  complete: true,
  skipped: [],
  packages,
  scannedAtMs: 0,
});

const emptyGraph = (): Promise<LocalGraph> =>
  LocalGraph.open({
    folder: null,
    writable: false,
    fileSystem: nodeFileSystem,
    random: seededRandom(1),
    clock: systemClock,
    logger: silentLogger,
  });
const slicesIn = ({ store }: LocalGraph): readonly FileSlice[] => store.slices([...store.paths].toSorted());
const { signal } = new AbortController();

/** Many more files that stay as they are, so that a change of one is a small one. */
const bystanders = Array.from({ length: 60 }, (_, at) =>
  fileOf(`z/${at}.ts`, { symbols: [{ name: `z${at}`, parent: undefined }], imports: [], references: [names[at % 9] ?? 'z'] }),
);

/** What a project of these files is to the graph, told in steps, and told at once. */
async function inSteps(...steps: readonly (readonly IndexedFile[])[]): Promise<readonly [LocalGraph, LocalGraph]> {
  const [graph, fresh] = [await emptyGraph(), await emptyGraph()];
  for (const files of steps) await new GraphFacts(systemClock).update(indexOf([...files, ...bystanders], []), graph, signal);
  await new GraphFacts(systemClock).update(indexOf([...(steps.at(-1) ?? []), ...bystanders], []), fresh, signal);
  return [graph, fresh];
}

describe('GraphFacts', () => {
  it('follows a name that files pass on to somewhere else than before', async () => {
    const declares = (at: string): IndexedFile =>
      fileOf(at, { symbols: [{ name: 'one', parent: undefined }], imports: [], references: [] });
    const takes = (at: string, from: string, references: string[] = []): IndexedFile =>
      fileOf(at, { symbols: [], imports: [{ specifier: from, names: ['one'] }], references });
    const others = [takes('a.ts', './b.ts', ['one']), takes('b.ts', './c/index.ts'), declares('c/d.ts'), declares('c/e.ts')];
    const [graph, fresh] = await inSteps([...others, takes('c/index.ts', './d.ts')], [...others, takes('c/index.ts', './e.ts')]);
    expect(fresh.store.slices(['a.ts'])[0]?.edges).toContainEqual({ from: 'file:a.ts', to: 'symbol:c/e.ts#one', kind: 'calls', weight: 1 });
    expect(graph.store.document()).toEqual(fresh.store.document());
  });

  it('follows a change that is too large to be written at once', async () => {
    const symbols = Array.from({ length: 6_000 }, (_, at) => ({ name: `s${at}`, parent: undefined }));
    const large = (count: number): IndexedFile => fileOf('a.ts', { symbols: symbols.slice(0, count), imports: [], references: [] });
    const user = fileOf('b.ts', { symbols: [], imports: [{ specifier: './a.ts', names: ['s5999'] }], references: ['s5999'] });

    const [graph, fresh] = await inSteps([large(10), user], [large(6_000), user], [large(5_999), user], [large(6_000), user]);

    expect(fresh.store.slices(['b.ts'])[0]?.edges).toHaveLength(2);
    expect(graph.store.document()).toEqual(fresh.store.document());
  });

  it('makes after any edits what it would make of the project as it is, in the same process or another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 12 }), async (edits) => {
        const files = new Map(bystanders.map((file) => [file.path, file]));
        const [staying, coming] = [await emptyGraph(), await emptyGraph()];
        const facts = new GraphFacts(systemClock);
        let packages: readonly ProjectPackage[] = [];
        for (const each of edits) {
          if (each === 'other aliases') packages = packages.length > 0 ? [] : [aliases];
          else if ('content' in each) files.set(each.path, fileOf(each.path, each.content));
          else files.delete(each.path);
          const index = indexOf([...files.values()], packages);
          await facts.update(index, staying, signal);
          await new GraphFacts(systemClock).update(index, coming, signal);
          const fresh = await emptyGraph();
          await new GraphFacts(systemClock).update(index, fresh, signal);
          expect(slicesIn(staying)).toEqual(slicesIn(fresh));
          expect(slicesIn(coming)).toEqual(slicesIn(fresh));
          expect(staying.store.document()).toEqual(fresh.store.document());
        }
      }),
      { numRuns: 60 },
    );
  });
});
