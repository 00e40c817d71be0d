import type { CallContext } from '@artemis/core';
import { byEnds } from '../../src/model/compare.ts';
import type { GraphStore } from '../../src/model/graph-store.ts';
import { affectedFiles } from '../../src/query/affected-files.ts';
import { relatedItems } from '../../src/query/related-items.ts';
import { shortestPath } from '../../src/query/shortest-path.ts';
import { testsFirst } from '../../src/query/tests-first.ts';

/** A question to a graph, with words for the reader. */
export interface Question {
  readonly title: string;
  ask(store: GraphStore, call: CallContext): Promise<unknown>;
}

const related = (text: string, maxTokens = 2_000): Question => ({
  title: `related: ${text}`,
  ask: (store, call) => relatedItems(store, { text, maxTokens }, () => true, call),
});
const affected = (path: string): Question => ({ title: `affected: ${path}`, ask: (store, call) => affectedFiles(store, path, call) });
const tests = (...paths: string[]): Question => ({
  title: `tests first: ${paths.join(', ')}`,
  ask: (store, call) => testsFirst(store, paths, call),
});
const way = (from: string, to: string): Question => ({
  title: `way: ${from} to ${to}`,
  ask: (store, call) => shortestPath(store, from, to, call),
});

/** Questions about the layered project; both graphs must answer each of them the same. */
export const questions: readonly Question[] = [
  related('Make makeLayer1Part1 faster'),
  related('layer two part three returns the wrong size'),
  related('change src/layer0/part0.ts'),
  related('step 2 of the tools in Python'),
  related('size'),
  related('Layer2Part0 and Layer0Part3', 300),
  related('size of parts', 60),
  related('nothing in here is named like that'),
  related(''),
  related("Robert'); DETACH DELETE n; --"),
  affected('src/layer0/part0.ts'),
  affected('src/layer0/index.ts'),
  affected('src/layer1/part1.ts'),
  affected('src/layer2/part2.ts'),
  affected('tools/step_0.py'),
  affected('test/layer0-part0.test.ts'),
  affected('no/such/file.ts'),
  affected('package.json'),
  tests('src/layer0/part0.ts'),
  tests('src/layer1/part2.ts'),
  tests('src/layer2/part0.ts', 'src/layer0/part1.ts'),
  tests('tools/step_1.py'),
  tests('no/such/file.ts'),
  tests(),
  way('Layer2Part0.size', 'makeLayer0Part0'),
  way('makeLayer0Part0', 'Layer2Part0.size'),
  way('src/layer2/part1.ts', 'src/layer0/part3.ts'),
  way('step_2', 'step_0'),
  way('step_0', 'Layer0Part0'),
  way('Layer1Part1', 'Layer1Part1'),
  way('symbol:src/layer0/part0.ts#Layer0Part0', 'file:src/layer2/index.ts'),
  way('nobody', 'Layer0Part0'),
  { title: 'digests', ask: async (store, call) => Object.fromEntries(await store.digests(call)) },
  { title: 'tests', ask: (store, call) => store.tests(call) },
  { title: 'matching words', ask: (store, call) => store.matching(['layer', '1', 'size'], 7, call) },
  {
    title: 'edges into files',
    ask: async (store, call) => {
      const at = { paths: ['src/layer0/index.ts', 'src/layer0/part0.ts'] };
      const found = await store.edges({ at, direction: 'in', kinds: ['imports', 'calls', 'tests'] }, call);
      return [...found].sort(byEnds);
    },
  },
  { title: 'whole graph', ask: (store, call) => store.export(call) },
];
