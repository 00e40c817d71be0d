import type { ComponentRegistry } from '../component/component-registry.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { StampedEvent } from '../events/stamped-event.ts';
import { Journal } from '../journal/journal.ts';
import { taskKey, type RunStore } from '../journal/run-store.ts';
import { plainModelRules, type ModelRules } from '../llm/model-rules.ts';
import type { Clock } from '../ports/clock.ts';
import type { FileSystem } from '../ports/file-system.ts';
import type { PluginReport } from '../plugin/plugin-report.ts';
import type { ProcessLocks } from '../ports/process-lock.ts';
import type { Random } from '../ports/random.ts';
import { Deadline } from '../resilience/deadline.ts';
import type { RunEvent } from '../task/run-event.ts';
import type { RunResult } from '../task/run-result.ts';
import type { Task, TaskLimits } from '../task/task.ts';
import { Workspace } from '../workspace/workspace.ts';
import { holdRun } from './hold-run.ts';
import { beginRun } from './begin-run.ts';
import { Run } from './run.ts';
import { runTask } from './run-task.ts';

/** What runs share: the parts of an Artemis that the executor needs. */
export interface RunHost {
  readonly components: ComponentRegistry;
  /** Events of components, which belong to every run under way. */
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
}

const defaultTimeoutMs = 1_800_000;

/** Begins a run and takes it to its end. */
export async function executeTask(host: RunHost, task: Task, options: ExecuteOptions = {}): Promise<RunResult> {
  const { runId, directory } = await host.runs.create();
  return perform(host, { runId, directory, options, taskOf: () => task });
}

/**
 * Takes up a run where it stopped: effects that the journal has are not repeated.
 *
 * @throws ArtemisError `ARTEMIS_E_UNKNOWN_RUN` when there is none of that id, `ARTEMIS_E_RUN_HELD` when another process works on it.
 */
export async function resumeTask(host: RunHost, runId: string, options: ResumeOptions = {}): Promise<RunResult> {
  const directory = await host.runs.find(runId);
  return perform(host, { runId, directory, options, taskOf: (journal) => withLimits(storedTask(journal), options.limits) });
}

interface Assignment {
  readonly runId: string;
  readonly directory: string;
  readonly options: ExecuteOptions;
  readonly taskOf: (journal: Journal) => Task;
}

async function perform(host: RunHost, assignment: Assignment): Promise<RunResult> {
  const lock = await holdRun(host.locks, assignment.directory);
  return performAlone(host, assignment).finally(() => lock.release());
}

async function performAlone(host: RunHost, { runId, directory, options, taskOf }: Assignment): Promise<RunResult> {
  const journal = await Journal.open({ directory, fileSystem: host.fileSystem, redact: host.redact });
  const { signal, onEvent = () => {} } = options;
  try {
    const task = taskOf(journal);
    if (!journal.has(taskKey)) await journal.remember(taskKey, task);
    const workspace = await Workspace.open({
      root: task.projectDir,
      stateDir: directory,
      fileSystem: host.fileSystem,
      random: host.random,
    });
    await workspace.recover();
    const deadline = Deadline.start({
      clock: host.clock,
      timeoutMs: task.limits?.timeoutMs ?? defaultTimeoutMs,
      label: 'run',
      ...(signal && { signal }),
    });
    const run = new Run({
      runId,
      task,
      workspace,
      journal,
      deadline,
      signal,
      onEvent: safely(onEvent),
      components: host.components,
      clock: host.clock,
      random: host.random,
      model: host.model,
      rules: host.rules ?? plainModelRules,
    });
    const unsubscribe = host.events.subscribe((event) => run.emit(event));
    beginRun(run, host.plugins);
    return await runTask(run).finally(() => {
      unsubscribe();
      deadline.dispose();
    });
  } finally {
    await journal.close();
  }
}

function storedTask(journal: Journal): Task {
  const task = journal.recall(taskKey);
  if (task) return task as Task;
  throw new ArtemisError('ARTEMIS_E_STATE', 'The journal of this run is damaged before its task; nothing of it can be resumed.', {
    hint: 'Start the task again with: artemis run',
  });
}

const withLimits = (task: Task, limits: TaskLimits | undefined): Task =>
  limits ? { ...task, limits: { ...task.limits, ...limits } } : task;

function safely(listener: (event: StampedEvent) => void): (event: StampedEvent) => void {
  return (event) => {
    try {
      listener(event);
    } catch {
      // A listener that fails must not end the run it listens to.
    }
  };
}
