import type { AppliedChange, BuildBaseline, BuildReport, Builder, CallContext, Clock, VerifyRequest } from '@artemis/core';
import { BuildError } from '../build-error.ts';
import { commandLine, type Gate } from '../detect/gate.ts';
import { changeFacts, overlayBefore, overlayOriginalTests, overlayWithoutChange, type ChangeFacts } from '../gate/change-facts.ts';
import type { GateFacts } from '../gate/gate-facts.ts';
import { judgeGate } from '../gate/judge-gate.ts';
import { needsOriginal, needsPlanted, needsWithout } from '../gate/needs.ts';
import { plantDefects } from '../gate/plant-defects.ts';
import type { RunFacts } from '../gate/run-facts.ts';
import { reportOf, type JudgedGate } from '../gate/report-of.ts';
import { findSuspicions } from '../gate/find-suspicions.ts';
import type { ProjectWalk } from '../scratch/walk-project.ts';
import type { Overlay } from '../scratch/scratch.ts';
import { readBaseline, type BaselineFacts, type GateBaseline } from './baseline-facts.ts';
import { relevantGates } from './relevant-gates.ts';
import type { Workshop } from './workshop.ts';

const madeBy = 'project-tool';
const nothing: Overlay = new Map();

interface Trial {
  readonly projectDir: string;
  readonly walk: ProjectWalk;
  readonly call: CallContext;
}

/** The primary builder: the project's own tool, in the sandbox, with evidence that it could have said no. */
export class ProjectBuilder implements Builder {
  readonly #workshop: Workshop;
  readonly #clock: Clock;
  readonly #mutate: number | undefined;

  constructor(workshop: Workshop, clock: Clock, mutate: number | undefined) {
    this.#workshop = workshop;
    this.#clock = clock;
    this.#mutate = mutate;
  }

  async baseline(projectDir: string, call: CallContext): Promise<BuildBaseline> {
    const walk = await this.#workshop.walk(projectDir, call);
    const gates = await this.#workshop.gates(projectDir, walk, nothing);
    const facts: BaselineFacts = { version: 1, gates: [] };
    const taken: GateBaseline[] = [];
    for (const gate of gates) taken.push({ gate, run: await this.#workshop.trial({ projectDir, gate, walk, overlay: nothing }, call) });
    return { madeBy, facts: { ...facts, gates: taken } };
  }

  async verify(request: VerifyRequest, call: CallContext): Promise<BuildReport> {
    const startMs = this.#clock.nowMs();
    const { projectDir, changes } = request;
    const sandbox = await this.#workshop.sandbox(call);
    const trial: Trial = { projectDir, walk: await this.#workshop.walk(projectDir, call), call };
    const judged: JudgedGate[] = [];
    for (const { gate, before, writtenByRun } of await this.#gates(request, trial)) {
      const facts = await this.#facts({ gate, before, writtenByRun }, changes, trial);
      judged.push({ facts, verdict: judgeGate(facts) });
    }
    const warnings = sandbox.name === 'none' ? ['sandbox: off'] : [];
    return reportOf(judged, warnings, this.#clock.nowMs() - startMs);
  }

  /** The gates found before the run; those the run has written itself only where there was none. */
  async #gates({ projectDir, changes, baseline }: VerifyRequest, trial: Trial): Promise<readonly (Pick<GateFacts, 'before' | 'writtenByRun'> & { gate: Gate })[]> {
    const known = readBaseline(baseline, madeBy);
    const old = known ? known.gates.map(({ gate, run }) => ({ gate, before: run as RunFacts | null })) : await this.#missedBaseline(projectDir, changes, trial);
    if (old.length > 0) return relevantGates(old, changes).map((one) => ({ ...one, writtenByRun: false }));
    const found = await this.#workshop.gates(projectDir, trial.walk, nothing);
    if (found.length === 0) throw new BuildError('ARTEMIS_E_BUILD_NO_GATE', 'The project has no build or test command that is known.');
    return relevantGates(found.map((gate) => ({ gate, before: null })), changes).map((one) => ({ ...one, writtenByRun: true }));
  }

  /** A baseline that was not taken is made up for: the texts before the run are known. */
  async #missedBaseline(projectDir: string, changes: readonly AppliedChange[], { walk, call }: Trial): Promise<{ gate: Gate; before: RunFacts | null }[]> {
    const overlay = overlayBefore(changes);
    const taken: { gate: Gate; before: RunFacts | null }[] = [];
    for (const gate of await this.#workshop.gates(projectDir, walk, overlay)) {
      taken.push({ gate, before: await this.#workshop.trial({ projectDir, gate, walk, overlay }, call) });
    }
    return taken;
  }

  async #facts(start: Pick<GateFacts, 'gate' | 'before' | 'writtenByRun'>, applied: readonly AppliedChange[], trial: Trial): Promise<GateFacts> {
    const { gate } = start;
    const changes = changeFacts(applied, gate.steps.flatMap(({ argv }) => argv));
    const run = (overlay: Overlay, files?: readonly string[]): Promise<RunFacts> =>
      this.#workshop.trial({ projectDir: trial.projectDir, walk: trial.walk, gate, overlay, ...(files ? { files } : {}) }, trial.call);
    const after = await run(nothing);
    const hasTime = (): boolean => trial.call.remainingMs() > 2 * after.durationMs + 1_000;
    let facts: GateFacts = { ...start, changes, after, original: null, without: null, planted: [], suspicions: await findSuspicions(changes), skipped: [] };
    if (needsOriginal(facts)) facts = { ...facts, original: await this.#original(changes, run) };
    if (needsWithout(facts)) facts = hasTime() ? { ...facts, without: await run(overlayWithoutChange(changes), changes.testFiles) } : skipped(facts, 'on the old code');
    if (needsPlanted(facts) || this.#mutate !== undefined) {
      facts = hasTime() ? { ...facts, planted: await plantDefects(facts, { run, hasTime, ...(this.#mutate === undefined ? {} : { mutate: this.#mutate }) }) } : skipped(facts, 'with planted defects');
    }
    return facts;
  }

  /** Old tests with the old configuration; where that collects nothing, as with a dependency the new code needs, with the new one. */
  async #original(changes: ChangeFacts, run: (overlay: Overlay, files?: readonly string[]) => Promise<RunFacts>): Promise<RunFacts> {
    const files = changes.configs.length === 0 ? changes.touchedTestFiles : undefined;
    const strict = await run(overlayOriginalTests(changes, true), files);
    return strict.tests.some(({ notLoaded }) => !notLoaded) || changes.configs.length === 0 ? strict : run(overlayOriginalTests(changes, false));
  }
}

const skipped = (facts: GateFacts, what: string): GateFacts => ({ ...facts, skipped: [...facts.skipped, `There was no time for a run ${what} (${commandLine(facts.gate)}).`] });
