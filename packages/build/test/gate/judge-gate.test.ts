import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeFacts } from '../../src/gate/change-facts.ts';
import type { GateFacts, PlantedDefect, Suspicion } from '../../src/gate/gate-facts.ts';
import { judgeGate } from '../../src/gate/judge-gate.ts';
import type { RunFacts } from '../../src/gate/run-facts.ts';

const names = ['a', 'b', 'c'];
const records = fc.uniqueArray(
  fc.record({
    name: fc.constantFrom(...names),
    file: fc.constantFrom('a.test.js', 'b.test.js'),
    status: fc.constantFrom('passed' as const, 'failed' as const, 'skipped' as const),
  }),
  { selector: ({ name, file }) => name + file, maxLength: 6 },
);
const runs: fc.Arbitrary<RunFacts> = fc.record({
  command: fc.constant('node --test'),
  ending: fc.constantFrom('exited' as const, 'exited' as const, 'exited' as const, 'time-limit' as const, 'signalled' as const),
  exitCode: fc.constantFrom(0, 0, 0, 1, null),
  brokenBuild: fc.boolean(),
  tests: records,
  report: fc.constantFrom('read' as const, 'read' as const, 'unreadable' as const, 'none' as const),
  output: fc.constant(''),
  durationMs: fc.constant(1),
});
const changes = fc.subarray([
  { path: 'add.js', before: 'x', after: 'y' },
  { path: 'a.test.js', before: 'x', after: 'y' },
  { path: 'b.test.js', before: null, after: 'y' },
  { path: 'package.json', before: '{}', after: '{"a":1}' },
  { path: 'README.md', before: null, after: 'y' },
]);
const planted: fc.Arbitrary<PlantedDefect[]> = fc.array(
  fc.record({ path: fc.constant('add.js'), line: fc.constant(1), what: fc.constant('"+" became "-"'), caughtBy: fc.subarray(names) }),
  { maxLength: 2 },
);
const suspicions: fc.Arbitrary<Suspicion[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('harness' as const, 'special-cased' as const),
    path: fc.constant('add.js'),
    line: fc.constant(1),
    detail: fc.constant('It does.'),
  }),
  { maxLength: 1 },
);

const anyFacts: fc.Arbitrary<GateFacts> = fc.record({
  gate: fc.record({
    tool: fc.constant('npm'),
    dir: fc.constant(''),
    steps: fc.constant([]),
    doubts: fc.constantFrom([], [], ['it is hidden']),
  }),
  writtenByRun: fc.boolean(),
  changes: changes.map((all) => changeFacts(all)),
  before: fc.option(runs),
  after: runs,
  original: fc.option(runs),
  without: fc.option(runs),
  planted,
  bent: planted,
  suspicions,
  skipped: fc.constant([]),
});

const settings = { numRuns: 20_000 };
const real = (run: RunFacts | null, status: string): string[] =>
  (run?.tests ?? []).filter((test) => test.status === status).map(({ name, file }) => `${file}/${name}`);

describe('judgeGate, whatever was recorded', () => {
  it('passes nothing without a change of more than tests and documents', () => {
    fc.assert(
      fc.property(
        anyFacts,
        (facts) => facts.changes.sources.length + facts.changes.configs.length > 0 || judgeGate(facts).status !== 'passed',
      ),
      settings,
    );
  });

  it('passes nothing that did not end with exit code 0', () => {
    fc.assert(
      fc.property(
        anyFacts,
        (facts) => (facts.after.ending === 'exited' && facts.after.exitCode === 0) || judgeGate(facts).status !== 'passed',
      ),
      settings,
    );
  });

  it('passes nothing while a test in the report is red', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => real(facts.after, 'failed').length === 0 || judgeGate(facts).status !== 'passed'),
      settings,
    );
  });

  it('passes nothing that no test depends on', () => {
    const depends = ({ before, after, without, planted: defects }: GateFacts): boolean =>
      real(before, 'failed').some((test) => !real(before, 'passed').includes(test)) ||
      real(without, 'failed').some((test) => real(after, 'passed').includes(test)) ||
      defects.some(({ caughtBy }) => caughtBy.length > 0);
    fc.assert(
      fc.property(anyFacts, (facts) => depends(facts) || judgeGate(facts).status !== 'passed'),
      settings,
    );
  });

  it('passes nothing whose command cannot say no, or that answers tests with constants', () => {
    fc.assert(
      fc.property(
        anyFacts,
        (facts) =>
          (facts.gate.doubts.length === 0 && facts.suspicions.every(({ kind }) => kind === 'harness')) ||
          judgeGate(facts).status !== 'passed',
      ),
      settings,
    );
  });

  it('passes no report that could not be read', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => facts.after.report !== 'unreadable' || judgeGate(facts).status !== 'passed'),
      settings,
    );
  });

  it('has evidence when it passes, and a reason when it does not', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        const { status, reasons, evidence } = judgeGate(facts);
        return status === 'passed' ? evidence.kind !== 'none' && reasons.length === 0 : evidence.kind === 'none' && reasons.length > 0;
      }),
      settings,
    );
  });

  it('lets no red test go that is not green in its old form', () => {
    fc.assert(
      fc.property(anyFacts, (facts) => {
        if (facts.before === null || facts.original !== null) return true;
        const red = real(facts.before, 'failed').filter((test) => !real(facts.before, 'passed').includes(test));
        return red.every((test) => real(facts.after, 'passed').includes(test)) || judgeGate(facts).status !== 'passed';
      }),
      settings,
    );
  });

  it('reaches every verdict in these trials', () => {
    const seen = new Set(fc.sample(anyFacts, 20_000).map((facts) => judgeGate(facts).status));
    expect([...seen].toSorted()).toEqual(['failed', 'inconclusive', 'passed']);
  });
});
