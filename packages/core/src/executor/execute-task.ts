import type { ComponentRegistry } from '../component/component-registry.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { StampedEvent } from '../events/stamped-event.ts';
import { Journal } from '../journal/journal.ts';
import { taskKey, type RunStore } from '../journal/run-store.ts';
import { plainModelRules, type ModelRules } from '../llm/model-rules.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { PluginReport } from '../plugin/plugin-report.ts';
import type { Logger } from '../ports/logger.ts';
import type { ProcessLocks } from '../ports/process-lock.ts';
import type { Random } from '../ports/random.ts';
import { Deadline } from '../resilience/deadline.ts';
import { tellListener } from '../resilience/tell-listener.ts';
import type { RunEvent } from '../task/run-event.ts';
import type { RunResult } from '../task/run-result.ts';
import type { Task, TaskLimits } from '../task/task.ts';
import { ProjectRoot } from '../workspace/disk/project-root.ts';
import { Workspace } from '../workspace/workspace.ts';
import { checkLimits, checkTask } from './check-task.ts';
import { holdRun } from './hold-run.ts';
import { beginRun } from './begin-run.ts';
import { keepForLater } from './keep-for-later.ts';
import { Run } from './run.ts';
import { RunPast } from './run-past.ts';
import { runTask } from './run-task.ts';

/** What runs share: the parts of an Artemis that the executor needs. */
export interface RunHost {
  readonly components: ComponentRegistry;
  /** Events of components: those of circuits belong to every run under way. */
  readonly events: EventStream<RunEvent>;
  readonly runs: RunStore;
  readonly clock: Clock;
  readonly random: Random;
  readonly fileSystem: FileSystem;
  readonly locks: ProcessLocks;
  /** Takes secrets out of JSON text. */
  readonly redact: (json: string) => string;
  /** Name of the first model, for the reader; `null` when there is none. */
  readonly model: string | null;
  /** How models are asked. Default: with core's own limits, by the order of the list, and nothing kept for later runs. */
  readonly rules?: ModelRules;
  /** What became of the plugins: one that could not be loaded is missing in every run. */
  readonly plugins: readonly PluginReport[];
  /** Whether accepted solutions may be remembered. Default: false. */
  readonly learning?: boolean;
  /** Default: says nothing. */
  readonly logger?: Logger;
}

/** How one run is watched and stopped. */
export interface ExecuteOptions {
  /** Cancels the run: what is done is kept, and the result says `cancelled`. */
  readonly signal?: AbortSignal;
  /** Told every event, in order. What it throws is ignored. */
  readonly onEvent?: (event: StampedEvent) => void;
}

/** How a run is taken up again. */
export interface ResumeOptions extends ExecuteOptions {
  /** Limits that take the place of those the task was given. */
  readonly limits?: TaskLimits;
  /** Whether the change must have been reviewed. Default: what the task says. */
  readonly requireReview?: boolean;
}

const defaultTimeoutMs = 1_800_000;

/**
 * Begins a run and takes it to its end.
 *
 * @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` or `ARTEMIS_E_WORKSPACE_ROOT` before anything is made, `ARTEMIS_E_STATE` when the
 * run cannot be kept.
 */
export async function executeTask(host: RunHost, task: Task, options: ExecuteOptions = {}): Promise<RunResult> {
  checkTask(task);
  await ProjectRoot.open(host.fileSystem, task.projectDir);
  const { runId, directory } = await host.runs.create();
  return perform(host, { runId, directory, options, taskOf: async () => task });
}

/**
 * Takes up a run where it stopped: effects that the journal has are not repeated. A run that has come to its end is not done
 * again: its result is given back as it was. Where its gate said no, other limits let it go on; where its change must now have
 * been reviewed and was not, that is done.
 *
 * @throws ArtemisError `ARTEMIS_E_UNKNOWN_RUN` when there is none of that id, `ARTEMIS_E_RUN_HELD` when another process works on it.
 */
export async function resumeTask(host: RunHost, runId: string, options: ResumeOptions = {}): Promise<RunResult> {
  const { limits, requireReview } = options;
  if (limits) checkLimits(limits);
  const { directory, result } = await host.runs.read(runId);
  const isReviewMissing = requireReview === true && result?.review?.status !== 'approved';
  if (result && !result.error && !isReviewMissing && (result.exitCode === exitCodes.done || limits === undefined)) return result;
  const taskOf = async (journal: Journal): Promise<Task> => changedTask(await storedTask(journal), { limits, requireReview });
  return perform(host, { runId, directory, options, taskOf });
}

interface Assignment {
  readonly runId: string;
  readonly directory: string;
  readonly options: ExecuteOptions;
  readonly taskOf: (journal: Journal) => Promise<Task>;
}

async function perform(host: RunHost, assignment: Assignment): Promise<RunResult> {
  const lock = await holdRun(host.locks, await host.fileSystem.realpath(assignment.directory));
  try {
    return await performAlone(host, assignment);
  } finally {
    await lock.release();
  }
}

async function performAlone(host: RunHost, assignment: Assignment): Promise<RunResult> {
  const past = new RunPast();
  const { fileSystem, redact } = host;
  const journal = await Journal.open({ directory: assignment.directory, fileSystem, redact, onPast: (event) => past.apply(event) });
  let result: RunResult;
  try {
    result = await performOnRecord(host, assignment, { journal, past });
  } catch (error) {
    // The first error is the one to report.
    await journal.close().catch(() => {});
    throw error;
  }
  return journal.close().then(
    () => result,
    (error: unknown) => withWarning(result, `The end of this run is not on record: ${describeFailure(error)}`),
  );
}

/** What is on record of a run, and where to put more. */
interface RunRecord {
  readonly journal: Journal;
  readonly past: RunPast;
}

async function performOnRecord(host: RunHost, assignment: Assignment, { journal, past }: RunRecord): Promise<RunResult> {
  const { runId, directory, options, taskOf } = assignment;
  const { clock, random, fileSystem, components, model, rules = plainModelRules } = host;
  const task = await taskOf(journal);
  const isKeptWhole = await keepTask(journal, task, host.redact);
  const workspace = await Workspace.open({ root: task.projectDir, stateDir: directory, fileSystem, random });
  await workspace.recover();
  const { signal, onEvent = () => {} } = options;
  // All processes that work on a run share its time.
  const timeoutMs = Math.max((task.limits?.timeoutMs ?? defaultTimeoutMs) - past.time.ms, 1);
  using deadline = Deadline.start({ clock, timeoutMs, label: 'run', ...(signal && { signal }) });
  const tell = (event: StampedEvent): void => tellListener(onEvent, event);
  const copies = `${directory}/copies`;
  const openCopy = (root: string): Promise<Workspace> =>
    Workspace.open({ root, stateDir: `${copies}/${random.id(16)}`, fileSystem, random });
  const run = new Run({
    runId,
    task,
    workspace,
    openCopy,
    journal,
    past,
    deadline,
    signal,
    onEvent: tell,
    components,
    clock,
    random,
    model,
    rules,
  });
  // Circuits are shared: one that another run has opened is why this one is served by somebody else.
  const unsubscribe = host.events.subscribe((event) => void (event.type === 'circuit.changed' && run.emit(event)));
  try {
    beginRun(run, host.plugins);
    if (!isKeptWhole) run.warn('The task holds a secret, which is not kept: once interrupted, it goes on with [redacted] in its place.');
    const result = await runTask(run);
    await keepForLater(run, result, { ...host, signal });
    return result;
  } finally {
    unsubscribe();
    // What was kept to take a patch back in a copy is of no use once the copy is gone.
    await fileSystem.rm(copies, { recursive: true, force: true }).catch(() => {});
  }
}

/** Puts the task on record, without its secrets. @returns Whether nothing had to be left out. */
async function keepTask(journal: Journal, task: Task, redact: RunHost['redact']): Promise<boolean> {
  if (journal.has(taskKey)) return true;
  const json = JSON.stringify(task);
  const kept = redact(json);
  await journal.remember(taskKey, JSON.parse(kept));
  return kept === json;
}

const withWarning = (result: RunResult, warning: string): RunResult => ({ ...result, warnings: [...result.warnings, warning] });

async function storedTask(journal: Journal): Promise<Task> {
  const task = await journal.recall(taskKey);
  if (task) return task as Task;
  throw new ArtemisError('ARTEMIS_E_STATE', 'The journal of this run is damaged before its task; nothing of it can be resumed.', {
    hint: 'Start the task again with: artemis run',
  });
}

const changedTask = (
  task: Task,
  { limits, requireReview = task.requireReview }: Pick<ResumeOptions, 'limits' | 'requireReview'>,
): Task => ({
  ...task,
  ...(limits && { limits: { ...task.limits, ...limits } }),
  ...(requireReview !== undefined && { requireReview }),
});
