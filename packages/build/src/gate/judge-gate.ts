import type { Evidence } from '@artemis/core';
import type { GateFacts } from './gate-facts.ts';
import { evidenceOf, noEvidence } from './evidence.ts';
import { saidYes, type RunFacts } from './run-facts.ts';
import { fateOfTests, unprovenRewrites, type FateOfTests } from './tampering.ts';
import { testKey } from '../results/test-record.ts';
import { listNames, realTests } from './test-sets.ts';
import type { Reason, ReasonCode, Verdict } from './verdict.ts';

/**
 * Says what the recorded facts about one gate amount to. It is a pure function, and the only one that says `passed`: for that the
 * command said yes, nothing hides its no, no test was bent, and at least one test depends on the change.
 */
export function judgeGate(facts: GateFacts): Verdict {
  const fate = fateOfTests(facts);
  const notes = notesOf(facts, fate);
  const failures = [...tamperReasons(facts, fate), ...refusalReasons(facts)];
  if (failures.length > 0) return { status: 'failed', reasons: failures, evidence: noEvidence('The gate said no.'), notes };
  const evidence = evidenceOf(facts, fate);
  const doubts = [...controlReasons(facts), ...lossReasons(facts, fate), ...changeReasons(facts, evidence)];
  if (doubts.length === 0) return { status: 'passed', reasons: [], evidence, notes };
  return { status: 'inconclusive', reasons: doubts, evidence: noEvidence(doubts[0]?.detail ?? ''), notes };
}

const reason = (code: ReasonCode, detail: string): Reason => ({ code, detail });

/** A red test that was bent is a no, whatever else is green. */
const tamperReasons = ({ changes, after }: GateFacts, { tampered }: FateOfTests): Reason[] => {
  const bent = changes.tests.length + changes.configs.length > 0;
  // Where nothing was bent and the command said no, a test that is missing was simply not reached.
  if (tampered.length === 0 || after.ending !== 'exited' || (!bent && !saidYes(after))) return [];
  const how = bent ? 'edited, skipped or taken out' : 'no longer run';
  return [reason('red-test-tampered', `Red before the run, and now ${how} instead of mended: ${listNames(tampered)}.`)];
};

/** The command itself said no. */
function refusalReasons(facts: GateFacts): Reason[] {
  const { after } = facts;
  if (saidYes(after) || isEmptyRun(after)) return [];
  if (after.ending !== 'exited') return [reason('limit-reached', endingDetail(after))];
  if (after.brokenBuild) return [reason('build-broken', `The build ended with exit code ${after.exitCode}.`)];
  const red = after.tests.filter(({ status }) => status === 'failed');
  if (red.length > 0)
    return [reason('tests-red', `${red.length} of ${after.tests.length} tests failed: ${listNames(red)}.${redBeforeNote(facts)}`)];
  if (after.report === 'read' && (facts.before === null || !saidYes(facts.before))) return [];
  return [reason('command-failed', `The command ended with exit code ${after.exitCode}.`)];
}

/** Some runners say no when there is nothing to run: that is no verdict about the change. */
const isEmptyRun = ({ ending, report, tests, brokenBuild }: RunFacts): boolean =>
  ending === 'exited' && report === 'read' && tests.length === 0 && !brokenBuild;

function redBeforeNote({ before, after }: GateFacts): string {
  const old = new Set(realTests(before, 'failed').map(testKey));
  const still = realTests(after, 'failed').filter((test) => old.has(testKey(test)));
  return still.length === 0 ? '' : ` Red before the run too: ${still.length}.`;
}

const endings: Readonly<Record<RunFacts['ending'], string>> = {
  exited: 'It ended.',
  signalled: 'It was ended by a signal.',
  'not-started': 'It could not be started.',
  'time-limit': 'It was ended at its time limit.',
  'output-limit': 'It was ended because it printed without end.',
  'memory-limit': 'It was ended: out of memory in the build.',
  'process-limit': 'It was ended because it started too many processes.',
  'disk-limit': 'It was ended because it filled the disk.',
};

const endingDetail = ({ ending }: RunFacts): string => endings[ending];

/** Whether the gate could have said no at all. */
function controlReasons(facts: GateFacts): Reason[] {
  const { gate, after, changes } = facts;
  const reasons = gate.doubts.map((doubt) => reason('hidden-exit-code', `The command cannot say no: ${doubt}.`));
  const rewritten = [...new Set([after, facts.original, facts.without].flatMap((run) => run?.rewritten ?? []))];
  if (rewritten.length > 0)
    reasons.push(reason('tests-changed-while-running', `Changed by the run of the tests itself: ${rewritten.join(', ')}.`));
  const failed = after.tests.filter(({ status }) => status === 'failed');
  if (saidYes(after) && failed.length > 0)
    reasons.push(reason('report-disagrees', `The command ended with 0, yet its report has failed tests: ${listNames(failed)}.`));
  if (!saidYes(after) && !isEmptyRun(after))
    reasons.push(reason('report-disagrees', `The command ended with exit code ${after.exitCode}, yet every test in its report is green.`));
  if (after.report === 'unreadable')
    reasons.push(reason('report-disagrees', 'The test runner left no report that can be read, so only its exit code is known.'));
  if (after.report === 'read' && realTests(after, 'passed').length === 0)
    reasons.push(reason('no-test-collected', `No test was run: ${after.tests.length} in the report, none of them green.`));
  const files = new Set(after.tests.map(({ file }) => file));
  const silent = files.has(undefined) ? [] : changes.testFiles.filter((path) => !files.has(path));
  if (after.report === 'read' && silent.length > 0 && files.size > 0) {
    reasons.push(reason('test-file-without-tests', `No test of these files was run: ${listNames(silent.map((name) => ({ name })))}.`));
  }
  return reasons;
}

/** Tests that were green before and prove nothing any more. */
function lossReasons(facts: GateFacts, { lost, rewritten }: FateOfTests): Reason[] {
  const unproven = unprovenRewrites(rewritten, facts);
  return [
    ...(lost.length > 0
      ? [reason('green-test-lost', `Green before the run, and now neither run nor green as they were: ${listNames(lost)}.`)]
      : []),
    ...(unproven.length > 0
      ? [
          reason(
            'changed-test-not-proven',
            `Changed by the run, red as they were, and green on the old code as they are now: ${listNames(unproven)}.`,
          ),
        ]
      : []),
  ];
}

/** Whether something depends on the change. */
function changeReasons({ changes, suspicions, skipped }: GateFacts, evidence: Evidence): Reason[] {
  if (changes.all.length === 0) return [reason('nothing-changed', 'Nothing was changed, so there is nothing to verify.')];
  if (changes.sources.length === 0 && changes.configs.length === 0)
    return [reason('no-source-changed', 'Only tests or documents were changed: their being green says nothing about new behaviour.')];
  const blocking = suspicions.flatMap(({ kind, detail }) => (kind === 'harness' ? [] : [reason(kind, detail)]));
  if (blocking.length > 0) return blocking;
  return evidence.kind === 'none' ? [reason('nothing-fails-without-change', [evidence.detail, ...skipped].join(' '))] : [];
}

function notesOf({ gate, changes, suspicions, writtenByRun }: GateFacts, { rewritten, dropped }: FateOfTests): string[] {
  return [
    ...(rewritten.length > 0 ? [`Tests changed together with the behaviour: ${listNames(rewritten)}.`] : []),
    ...(dropped.length > 0 ? [`Tests that were green and are no longer part of the suite: ${listNames(dropped)}.`] : []),
    ...(changes.configs.length > 0
      ? [`What decides how tests run was changed: ${listNames(changes.configs.map(({ path }) => ({ name: path })))}.`]
      : []),
    ...(writtenByRun ? [`The run has written the test command itself (${gate.tool}): there was none before.`] : []),
    ...suspicions.filter(({ kind }) => kind === 'harness').map(({ detail }) => detail),
  ];
}
