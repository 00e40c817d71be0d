import type {
  AppliedChange,
  BuildBaseline,
  BuildReport,
  Builder,
  CallContext,
  CheckReport,
  CheckRequest,
  Clock,
  VerifyRequest,
} from '@artemis/core';
import { BuildError } from '../build-error.ts';
import type { BuildOptions } from '../build-options.ts';
import { checkChange } from '../checks/check-change.ts';
import { holdsTests } from '../detect/path-kind.ts';
import { commandLine, type Gate } from '../detect/gate.ts';
import { changeFacts, overlayBefore, overlayOriginalTests, overlayWithoutChange, type ChangeFacts } from '../gate/change-facts.ts';
import type { GateFacts } from '../gate/gate-facts.ts';
import { judgeGate } from '../gate/judge-gate.ts';
import { machineNotes } from '../gate/machine-notes.ts';
import { needsBent, needsOriginal, needsPlanted, needsWithout } from '../gate/needs.ts';
import { bendExpectations } from '../gate/bend-expectations.ts';
import { plantDefects } from '../gate/plant-defects.ts';
import { deniedNetwork } from '../gate/network-denied.ts';
import type { RunFacts } from '../gate/run-facts.ts';
import { reportOf, type JudgedGate } from '../gate/report-of.ts';
import { findSuspicions } from '../gate/find-suspicions.ts';
import type { ProjectWalk } from '@artemis/process';
import { differences, type Fingerprint } from '../scratch/fingerprint.ts';
import type { Overlay } from '../scratch/scratch.ts';
import { madeBy, readBaseline, type BaselineFacts, type GateBaseline } from './baseline-facts.ts';
import { relevantGates } from './relevant-gates.ts';
import type { Workshop } from './workshop.ts';

const nothing: Overlay = new Map();

interface Trial {
  readonly projectDir: string;
  readonly original: string;
  readonly walk: ProjectWalk;
  readonly call: CallContext;
}

/** The primary builder: the project's own tool, in the sandbox, with evidence that it could have said no. */
export class ProjectBuilder implements Builder {
  readonly #workshop: Workshop;
  readonly #clock: Clock;
  readonly #mutate: number | undefined;
  readonly #checks: BuildOptions['checks'];

  constructor(workshop: Workshop, clock: Clock, { mutate, checks }: Pick<BuildOptions, 'mutate' | 'checks'>) {
    this.#workshop = workshop;
    this.#clock = clock;
    this.#mutate = mutate;
    this.#checks = checks;
  }

  async baseline(projectDir: string, call: CallContext): Promise<BuildBaseline> {
    const walk = await this.#workshop.walk(projectDir, call);
    const gates = await this.#workshop.gates(projectDir, walk, nothing);
    const taken: GateBaseline[] = [];
    for (const gate of gates)
      taken.push({
        gate,
        run: await this.#workshop.trial({ projectDir, original: projectDir, gate, walk, overlay: nothing, seeds: true }, call),
      });
    const facts: BaselineFacts = { version: 1, gates: taken };
    const lock = await this.#workshop.lock(projectDir, call);
    return { madeBy, facts, ...(lock && { lock }) };
  }

  /** Lets go of what was kept between runs. */
  close(): Promise<void> {
    return this.#workshop.close();
  }

  async verify(request: VerifyRequest, call: CallContext): Promise<BuildReport> {
    const startMs = this.#clock.nowMs();
    const { projectDir, copyOf: original = projectDir, changes } = request;
    const sandbox = await this.#workshop.sandbox(call);
    const trial: Trial = { projectDir, original, walk: await this.#workshop.walk(projectDir, call, original), call };
    const untouched = sandbox.name === 'none' ? await this.#workshop.fingerprint(projectDir, trial.walk) : null;
    const judged: JudgedGate[] = [];
    for (const { gate, before, writtenByRun } of await this.#gates(request, trial)) {
      const facts = await this.#facts({ gate, before, writtenByRun }, changes, trial);
      judged.push({ facts, verdict: judgeGate(facts) });
    }
    const reached = untouched ? await this.#reachedOut(untouched, projectDir, call) : [];
    return reportOf(judged, [...reached, ...machineNotes(changes), ...this.#workshop.problems], this.#clock.nowMs() - startMs);
  }

  /** Runs the project's own compiler and linters, unless the user wants none. */
  async check(request: CheckRequest, call: CallContext): Promise<CheckReport> {
    if (this.#checks === 'none') return { tools: [], remarks: [], notes: [] };
    return checkChange({ workshop: this.#workshop, clock: this.#clock }, request, call);
  }

  /** Without a sandbox nothing keeps a test inside the copy: what it did to the project itself is at least told. */
  async #reachedOut(untouched: Fingerprint, projectDir: string, call: CallContext): Promise<readonly string[]> {
    const now = await this.#workshop.fingerprint(projectDir, await this.#workshop.walk(projectDir, call));
    const paths = differences(untouched, now);
    return [
      'sandbox: off',
      ...(paths.length > 0
        ? [`While the gate ran, these files of the project itself were changed: ${paths.slice(0, 20).join(', ')}.`]
        : []),
    ];
  }

  /** The gates found before the run; those the run has written itself only where there was none. */
  async #gates(
    { projectDir, changes, baseline }: VerifyRequest,
    trial: Trial,
  ): Promise<readonly (Pick<GateFacts, 'before' | 'writtenByRun'> & { gate: Gate })[]> {
    const known = readBaseline(baseline);
    const old = known
      ? known.gates.map(({ gate, run }) => ({ gate, before: run as RunFacts | null }))
      : await this.#missedBaseline(projectDir, changes, trial);
    if (old.length > 0) return relevantGates(old, changes).map((one) => ({ ...one, writtenByRun: false }));
    const found = await this.#workshop.gates(projectDir, trial.walk, nothing);
    if (found.length === 0) throw new BuildError('ARTEMIS_E_BUILD_NO_GATE', 'The project has no build or test command that is known.');
    return relevantGates(
      found.map((gate) => ({ gate, before: null })),
      changes,
    ).map((one) => ({ ...one, writtenByRun: true }));
  }

  /** A baseline that was not taken is made up for: the texts before the run are known. */
  async #missedBaseline(
    projectDir: string,
    changes: readonly AppliedChange[],
    { original, walk, call }: Trial,
  ): Promise<{ gate: Gate; before: RunFacts | null }[]> {
    const overlay = overlayBefore(changes);
    const taken: { gate: Gate; before: RunFacts | null }[] = [];
    for (const gate of await this.#workshop.gates(projectDir, walk, overlay)) {
      taken.push({ gate, before: await this.#workshop.trial({ projectDir, original, gate, walk, overlay, seeds: true }, call) });
    }
    return taken;
  }

  async #facts(
    start: Pick<GateFacts, 'gate' | 'before' | 'writtenByRun'>,
    applied: readonly AppliedChange[],
    trial: Trial,
  ): Promise<GateFacts> {
    const { gate } = start;
    const named = gate.steps.flatMap(({ argv }) => argv);
    const oldTests = await this.#workshop.unchangedTests(trial.projectDir, trial.walk, changeFacts(applied));
    const testTexts = applied.filter(({ path }) => holdsTests(path)).flatMap(({ before, after: now }) => [before ?? '', now ?? '']);
    const changes = changeFacts(applied, named, [...oldTests.values(), ...testTexts]);
    const run = (overlay: Overlay, files?: readonly string[]): Promise<RunFacts> =>
      this.#workshop.trial({ ...trial, gate, overlay, ...(files ? { files } : {}) }, trial.call);
    const after = await run(nothing);
    if (deniedNetwork(after) && (start.before === null || deniedNetwork(start.before))) {
      throw new BuildError('ARTEMIS_E_BUILD_NETWORK_DENIED', `"${after.command}" needs the network, which the sandbox does not allow.`, {
        hint: 'Install the dependencies before the run, or let the option `install` fetch them.',
      });
    }
    const hasTime = (): boolean => trial.call.remainingMs() > 2 * after.durationMs + 1_000;
    let facts: GateFacts = {
      ...start,
      changes,
      after,
      original: null,
      without: null,
      planted: [],
      bent: [],
      suspicions: await findSuspicions(changes, oldTests),
      skipped: [],
    };
    if (needsOriginal(facts)) facts = { ...facts, original: await this.#original(changes, run) };
    if (needsWithout(facts))
      facts = hasTime()
        ? { ...facts, without: await run(overlayWithoutChange(changes), changes.testFiles) }
        : skipped(facts, 'on the old code');
    if (needsPlanted(facts) || this.#mutate !== undefined) {
      facts = hasTime()
        ? {
            ...facts,
            planted: await plantDefects(facts, { run, hasTime, ...(this.#mutate === undefined ? {} : { mutate: this.#mutate }) }),
          }
        : skipped(facts, 'with planted defects');
    }
    if (needsBent(facts))
      facts = { ...facts, bent: await bendExpectations(facts, await this.#expectingTests(facts, trial), { run, hasTime }) };
    return facts;
  }

  /** Texts of the tests the evidence would rest on: those the run has changed, and those that were red before it. */
  async #expectingTests({ changes, before }: GateFacts, { projectDir, walk }: Trial): Promise<ReadonlyMap<string, string>> {
    const changed = [...changes.tests, ...changes.sources].filter(({ path }) => changes.testFiles.includes(path));
    const red = new Set(before?.tests.filter(({ status }) => status === 'failed').map(({ file }) => file));
    const old = [...(await this.#workshop.unchangedTests(projectDir, walk, changes))];
    const preferred = old.filter(([path]) => red.has(path));
    return new Map([
      ...changed.map(({ path, after }) => [path, after ?? ''] as const),
      ...(preferred.length > 0 || changed.length > 0 ? preferred : old),
    ]);
  }

  /** Old tests with the old configuration; where that collects nothing, as with a dependency the new code needs, with the new one. */
  async #original(changes: ChangeFacts, run: (overlay: Overlay, files?: readonly string[]) => Promise<RunFacts>): Promise<RunFacts> {
    const files = changes.configs.length === 0 ? changes.touchedTestFiles : undefined;
    const strict = await run(overlayOriginalTests(changes, true), files);
    return strict.tests.some(({ notLoaded }) => !notLoaded) || changes.configs.length === 0
      ? strict
      : run(overlayOriginalTests(changes, false));
  }
}

const skipped = (facts: GateFacts, what: string): GateFacts => ({
  ...facts,
  skipped: [...facts.skipped, `There was no time for a run ${what} (${commandLine(facts.gate)}).`],
});
