import { Deadline, describeFailure, withDeadline, type Bulkhead, type CallContext, type Clock, type DevelopRequest } from '@artemis/core';
import type { Candidate } from '../choice/candidate.ts';
import { measure } from '../choice/measure.ts';
import { standingOf } from '../choice/standing.ts';
import { SupervisionError } from '../supervision-error.ts';
import type { Trees, WorkTree } from '../tree/trees.ts';
import { Watch, type Checked, type WatchLimits } from '../watch/watch.ts';
import type { Bounds } from '../parts/bounds.ts';
import type { Assignment } from './assignment.ts';
import { isBreakdown } from './breakdown.ts';
import type { Ended } from './ended.ts';
import { Restarts, type RestartLimits } from './restarts.ts';

/** What a {@link Crew} works with. */
export interface CrewParts {
  readonly clock: Clock;
  readonly trees: Trees;
  /** How many gates run at once. */
  readonly gates: Bulkhead;
  readonly limits: WatchLimits;
  readonly restarts: RestartLimits;
}

/** Of the time there is: the rest is for judging, joining and choosing. */
const shareOfTime = 0.75;

/** The developers of one attempt under their supervisor: each is watched, and started again alone when it breaks down. */
export class Crew implements AsyncDisposable {
  readonly #parts: CrewParts;
  readonly #request: DevelopRequest;
  readonly #everybody: Deadline;
  readonly #restarts: Restarts;
  readonly #trees = new Set<Promise<WorkTree>>();
  #dismissal: DOMException | undefined;
  #exhausted: SupervisionError | undefined;

  /** @param request - The request of the run, for what is put on record. */
  constructor(parts: CrewParts, request: DevelopRequest, call: CallContext) {
    const { clock } = parts;
    this.#parts = parts;
    this.#request = request;
    this.#restarts = new Restarts(clock, parts.restarts);
    const timing = { label: 'developers', timeoutMs: call.remainingMs() * shareOfTime };
    this.#everybody = call instanceof Deadline ? call.child(timing) : Deadline.start({ clock, signal: call.signal, ...timing });
  }

  /** That nobody is started again any more, because there were too many breakdowns. `undefined` while there were not. */
  get exhausted(): SupervisionError | undefined {
    return this.#exhausted;
  }

  /** Nobody who is still at work is needed any more. */
  dismiss(reason: string): void {
    this.#dismissal ??= new DOMException(reason, 'AbortError');
    this.#everybody.abort(this.#dismissal);
  }

  /**
   * A copy of the project that nobody works in, to join work of others in.
   *
   * @throws As {@link Trees.open}. The copy is there as long as the crew.
   */
  async openBranch(name: string): Promise<DevelopRequest> {
    const opened = this.#parts.trees.open(this.#request.task.projectDir, this.#everybody);
    this.#trees.add(opened);
    const { directory } = await opened;
    return this.#queueing(await this.#request.branch({ name, directory }));
  }

  /** Lets one developer work to its end, breakdowns included. Never rejects. */
  async employ(assignment: Assignment): Promise<Ended> {
    for (let start = 1; ; start++) {
      const name = start === 1 ? assignment.worker.name : `${assignment.worker.name}-${start}`;
      const ended = await this.#try(assignment, name);
      if (ended.kind !== 'failed' || this.#everybody.stopped || !isBreakdown(ended.error)) return ended;
      if (!this.#restarts.take()) {
        this.#exhausted ??= tooMany(ended.error);
        return ended;
      }
    }
  }

  /** Ends whoever is still at work, and takes away every tree. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.#everybody.abort(new DOMException('The attempt is over.', 'AbortError'));
    await Promise.all(
      [...this.#trees].map((opened) =>
        opened.then(
          (tree) => tree.close(),
          () => {},
        ),
      ),
    );
  }

  async #try(assignment: Assignment, name: string): Promise<Ended> {
    const { clock, limits } = this.#parts;
    const { worker } = assignment;
    const startMs = clock.nowMs();
    this.#request.report({ type: 'developer.started', developer: name, model: worker.model, work: worker.style.title });
    using own = this.#everybody.child({ label: name });
    using watch = new Watch(clock, own, limits);
    const ended = await withDeadline((call) => this.#work(assignment, { name, watch }, call), { clock, label: name, call: own }).then(
      (candidate): Ended => ({ kind: 'done', candidate }),
      (error: unknown) => this.#afterFailure(assignment, { name, error, checked: watch.checked }),
    );
    this.#request.report({ type: 'developer.ended', developer: name, ...wordsOn(ended), durationMs: Math.round(clock.nowMs() - startMs) });
    return ended;
  }

  async #work({ worker, request, begun, bounds }: Assignment, { name, watch }: Watched, call: CallContext): Promise<Candidate> {
    const opened = this.#parts.trees.open(request.task.projectDir, call);
    this.#trees.add(opened);
    try {
      const tree = await opened;
      const options = { name, directory: tree.directory, ...(worker.model !== null && { model: worker.model }) };
      const branch = this.#queueing(await request.branch(options));
      if (begun) await branch.check(begun, call);
      const bounded = { ...branch, ...briefOf(request, branch), check: within(bounds, branch.check) };
      const made = watch.whole(await worker.style.develop(watch.over(bounded), call, tree));
      const report = await bounded.check(made, call);
      const { patch } = (await bounds?.(made)) ?? { patch: made };
      return { worker, name, patch, report, size: await measure(patch, request.project) };
    } finally {
      await opened.then(
        (tree) => tree.close(),
        () => {},
      );
      this.#trees.delete(opened);
    }
  }

  /** More gates than the machine can run at once would time out that pass alone. */
  #queueing(branch: DevelopRequest): DevelopRequest {
    return { ...branch, check: (patch, call) => this.#parts.gates.execute(() => branch.check(patch, call), call) };
  }

  /** A developer that was stopped has not worked for nothing when it had its work judged before. */
  async #afterFailure({ worker, bounds }: Assignment, { name, error, checked }: Failure): Promise<Ended> {
    if (error === this.#dismissal) return { kind: 'stopped', worker, reason: this.#dismissal?.message ?? '' };
    if (checked === null || checked.report.status === 'failed') return { kind: 'failed', worker, error };
    const { report } = checked;
    const { patch } = (await bounds?.(checked.patch)) ?? checked;
    const size = await measure(patch, this.#request.project);
    return { kind: 'done', candidate: { worker, name, patch, report, size, endedBy: error } };
  }
}

/** What a developer is told, in its own copy. */
const briefOf = ({ task, plan, feedback }: DevelopRequest, branch: DevelopRequest): Partial<DevelopRequest> => ({
  task: { ...task, projectDir: branch.task.projectDir },
  plan,
  ...(feedback && { feedback }),
});

/** Brings only what a developer may change to its copy, and says what was left out. */
const within =
  (bounds: Bounds | undefined, check: DevelopRequest['check']): DevelopRequest['check'] =>
  async (made, call) => {
    if (!bounds) return check(made, call);
    const { patch, foreign } = await bounds(made);
    const report = await check(patch, call);
    const unwritten = foreign.map((path) => `Not written: ${path}: it is not among your files`);
    return foreign.length === 0 ? report : { ...report, warnings: [...(report.warnings ?? []), ...unwritten] };
  };

interface Watched {
  readonly name: string;
  readonly watch: Watch;
}

interface Failure {
  readonly name: string;
  readonly error: unknown;
  readonly checked: Checked | null;
}

const tooMany = (last: unknown): SupervisionError =>
  new SupervisionError(
    'ARTEMIS_E_RESTARTS',
    `Developers broke down too often to be started again, the last one with: ${describeFailure(last)}`,
    {
      cause: last,
    },
  );

/** How the record tells an end: by what the gate said or what went wrong, never in words of the developer. */
function wordsOn(ended: Ended): { readonly outcome: 'passed' | 'not-passed' | 'failed' | 'stopped'; readonly reason: string } {
  if (ended.kind === 'stopped') return { outcome: 'stopped', reason: ended.reason };
  if (ended.kind === 'failed') return { outcome: 'failed', reason: describeFailure(ended.error) };
  const { candidate } = ended;
  const stopped = candidate.endedBy === undefined ? '' : ` What it had judged last counts: ${describeFailure(candidate.endedBy)}`;
  return { outcome: standingOf(candidate) === 'passed' ? 'passed' : 'not-passed', reason: `${candidate.report.summary}${stopped}` };
}
