import { grammarOf, parseSource } from '../syntax/grammars.ts';
import type { Overlay } from '../scratch/scratch.ts';
import { testKey, type TestRecord } from '../results/test-record.ts';
import { changedLines } from './changed-lines.ts';
import { withDefect, type Defect } from './defect.ts';
import { defectsIn } from './defects-in.ts';
import type { GateFacts, PlantedDefect } from './gate-facts.ts';
import { firstInlineTestLine } from './inline-tests.ts';
import { saidYes, type RunFacts } from './run-facts.ts';
import { realTests } from './test-sets.ts';

/** What planting defects needs. */
export interface PlantingTools {
  readonly run: (overlay: Overlay, files?: readonly string[]) => Promise<RunFacts>;
  readonly hasTime: () => boolean;
  /** Defects to plant, whether or not one has been noticed. Default: up to 4, until the first is noticed. */
  readonly mutate?: number;
}

/** Defects that are tried where it was not said how many. */
export const defaultTries = 4;

/** A defect and the text it is for. */
export interface Candidate {
  readonly path: string;
  readonly text: string;
  readonly defect: Defect;
}

/** Plants defects in the changed lines, one after the other, and asks the tests each time whether they notice. */
export async function plantDefects(facts: GateFacts, tools: PlantingTools): Promise<readonly PlantedDefect[]> {
  const candidates = spread(await candidatesIn(facts)).slice(0, tools.mutate ?? defaultTries);
  const { testFiles } = facts.changes;
  // Tests that the run has written have to notice by themselves: that older ones do says nothing about them.
  const notice: Notice =
    testFiles.length > 0
      ? { files: testFiles, counts: ({ name, file }) => (file === undefined ? !knownNames(facts).has(name) : testFiles.includes(file)) }
      : { counts: () => true };
  return tryAll(facts.after, candidates, tools, { ...notice, untilNoticed: tools.mutate === undefined });
}

/** Whose noticing counts, and which files are run for it. */
interface Notice {
  readonly files?: readonly string[];
  readonly counts: (test: TestRecord) => boolean;
}

const knownNames = ({ before }: GateFacts): ReadonlySet<string> => new Set(before?.tests.map(({ name }) => name));

/** Runs the tests with one candidate after the other. */
export async function tryAll(
  after: RunFacts,
  candidates: readonly Candidate[],
  { run, hasTime }: PlantingTools,
  { files, counts, untilNoticed }: Notice & { readonly untilNoticed: boolean },
): Promise<PlantedDefect[]> {
  const planted: PlantedDefect[] = [];
  for (const { path, text, defect } of candidates) {
    if (!hasTime()) break;
    const caughtBy = noticedBy(after, await run(new Map([[path, withDefect(text, defect)]]), files), counts);
    planted.push({ path, line: defect.line, what: defect.what, caughtBy });
    if (caughtBy.length > 0 && untilNoticed) break;
  }
  return planted;
}

/** Tests that the defect turned red. One that did not compile, or that ended in a limit, was not noticed by a test. */
export function noticedBy(after: RunFacts, run: RunFacts, counts: (test: TestRecord) => boolean = () => true): readonly string[] {
  if (run.ending !== 'exited' || run.brokenBuild || saidYes(run)) return [];
  if (after.report === 'none') return [after.command];
  const green = new Set(realTests(after, 'passed').map(testKey));
  return realTests(run, 'failed')
    .filter((test) => green.has(testKey(test)) && counts(test))
    .map(({ name }) => name);
}

async function candidatesIn({ changes }: GateFacts): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  for (const { path, before, after } of changes.sources) {
    if (after === null) continue;
    const testsBegin = firstInlineTestLine(path, after);
    const own = new Set([...changedLines(before, after)].filter((line) => line < testsBegin));
    candidates.push(...(await defectsOf(path, after, own)));
  }
  return candidates;
}

/** Every defect that can be planted in these lines of a text. */
export async function defectsOf(path: string, text: string, lines: ReadonlySet<number>): Promise<Candidate[]> {
  const grammar = grammarOf(path);
  const tree = await parseSource(path, text);
  if (grammar === null || !tree) return [];
  try {
    return defectsIn(tree.rootNode, lines, grammar).map((defect) => ({ path, text, defect }));
  } finally {
    tree.delete();
  }
}

/** Results first, as they are the surest to matter; then far apart, so that a few tries reach different parts of the change. */
function spread(candidates: readonly Candidate[]): readonly Candidate[] {
  const results = candidates.filter(({ defect }) => defect.what.startsWith('the result'));
  const others = candidates.filter(({ defect }) => !defect.what.startsWith('the result'));
  return interleave(farApart(results), farApart(others));
}

const farApart = <T>(items: readonly T[]): T[] => {
  const step = Math.max(1, Math.floor(items.length / defaultTries));
  return Array.from({ length: step }, (_, offset) => items.filter((_item, index) => index % step === offset)).flat();
};

const interleave = <T>(first: readonly T[], second: readonly T[]): T[] =>
  Array.from({ length: Math.max(first.length, second.length) }, (_, index) => [first[index], second[index]])
    .flat()
    .filter((one): one is T => one !== undefined);
