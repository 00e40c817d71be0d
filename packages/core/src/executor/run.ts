import type { TestLock } from '../capability/build.ts';
import type { Capabilities, CapabilityName } from '../capability/capabilities.ts';
import type { AskModel } from '../capability/llm.ts';
import type { ComponentRegistry } from '../component/component-registry.ts';
import type { StampedEvent } from '../events/stamped-event.ts';
import type { Journal } from '../journal/journal.ts';
import type { Place } from '../component/call-component.ts';
import { Budget } from '../llm/budget.ts';
import type { ModelRules } from '../llm/model-rules.ts';
import type { Clock } from '../ports/clock.ts';
import type { Random } from '../ports/random.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { Deadline } from '../resilience/deadline.ts';
import type { Degradation, Outcome, ServedBy } from '../task/outcome.ts';
import type { RunEvent, StageName } from '../task/run-event.ts';
import type { Task } from '../task/task.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { ModelLines } from './ask-model.ts';
import type { RunLedger } from './run-ledger.ts';
import type { RunPast } from './run-past.ts';
import { ToolLines } from './tool-lines.ts';

/** What a {@link Run} is made of. */
export interface RunParts {
  readonly runId: string;
  readonly task: Task;
  readonly components: ComponentRegistry;
  readonly workspace: Workspace;
  readonly journal: Journal;
  /** What earlier processes have left. */
  readonly past: RunPast;
  readonly deadline: Deadline;
  readonly clock: Clock;
  readonly random: Random;
  readonly rules: ModelRules;
  /** Opens a copy of the project as a workspace of its own. */
  readonly openCopy: (directory: string) => Promise<Workspace>;
  /** The user's way to cancel. */
  readonly signal: AbortSignal | undefined;
  /** Name of the first model, for the reader. */
  readonly model: string | null;
  /** Told every event. It must not throw. */
  readonly onEvent: (event: StampedEvent) => void;
}

/** One run under way: what the stages use to do their work and to say what they did. */
export class Run {
  readonly runId: string;
  readonly task: Task;
  readonly components: ComponentRegistry;
  readonly workspace: Workspace;
  readonly journal: Journal;
  readonly deadline: Deadline;
  readonly clock: Clock;
  readonly random: Random;
  readonly rules: ModelRules;
  readonly ledger: RunLedger;
  readonly budget: Budget;
  /** Ways to the run's models, through the journal. */
  readonly lines: ModelLines;
  /** Ways to its tools from outside, through the journal. */
  readonly tools: ToolLines;
  /** True when an earlier process has begun this run. */
  readonly resumed: boolean;
  /** States of the project that this process has judged. */
  readonly judged = new Set<string>();
  readonly startMs: number;
  readonly model: string | null;
  readonly #openCopy: RunParts['openCopy'];
  readonly #signal: AbortSignal | undefined;
  readonly #onEvent: (event: StampedEvent) => void;
  #seq: number;
  #over = false;
  #lock: TestLock | null = null;
  /** A stage was really done in this process: what the journal holds of later ones followed from another result. */
  #diverged = false;

  constructor(parts: RunParts) {
    this.runId = parts.runId;
    this.task = parts.task;
    this.components = parts.components;
    this.workspace = parts.workspace;
    this.journal = parts.journal;
    this.deadline = parts.deadline;
    this.clock = parts.clock;
    this.random = parts.random;
    this.model = parts.model;
    this.rules = parts.rules;
    this.#openCopy = parts.openCopy;
    this.#signal = parts.signal;
    this.#onEvent = parts.onEvent;
    this.ledger = parts.past.ledger;
    this.budget = new Budget(parts.task.limits ?? {}, this.ledger.cost);
    this.#seq = parts.past.seq;
    this.resumed = this.#seq > 0;
    this.startMs = parts.clock.nowMs();
    this.lines = new ModelLines(this);
    this.tools = new ToolLines(this);
  }

  /** Asks the run's models in the order of the list. */
  get ask(): AskModel {
    return this.lines.main;
  }

  /** Keeps the tests as they are, in the project and in every copy of it. */
  lockTests(lock: TestLock): void {
    this.#lock = lock;
    this.workspace.lockTests(lock);
  }

  /** Opens a copy of the project as a workspace of its own. */
  async openCopy(directory: string): Promise<Workspace> {
    const copy = await this.#openCopy(directory);
    if (this.#lock) copy.lockTests(this.#lock);
    return copy;
  }

  /** True when the user has stopped the run. */
  get cancelled(): boolean {
    return this.#signal?.aborted ?? false;
  }

  /** Stamps an event, writes it to the journal and hands it to whoever listens. What comes after the end of the run is dropped. */
  emit(event: RunEvent): void {
    if (this.#over) return;
    const seq = this.#seq + 1;
    const stamped: StampedEvent = { v: 1, seq, ts: new Date(this.clock.wallMs()).toISOString(), runId: this.runId, ...event };
    this.journal.record(stamped);
    this.#seq = seq;
    this.#over = event.type === 'run.completed' || event.type === 'run.failed';
    this.ledger.apply(event);
    this.#onEvent(stamped);
  }

  /** Says a thing once that the reader of the result should know. */
  warn(message: string): void {
    if (!this.ledger.warnings.includes(message)) this.emit({ type: 'warning.raised', message });
  }

  /** Says that the run goes on without something, once. */
  degrade(without: Omit<Degradation, 'since'>): void {
    if (this.ledger.activeDegradation(without.component)) return;
    const since = new Date(this.clock.wallMs()).toISOString();
    this.emit({ type: 'component.degraded', degradation: { ...without, since } });
  }

  /**
   * Does one stage, or takes its result from the journal when an earlier process has done it.
   *
   * @param timeoutMs - Longest time the stage may take. The run's own deadline ends it earlier.
   * @param isKept - Whether a resumed run may take this result instead of doing the stage again. Default: always.
   */
  async stage<T>(
    stage: StageName,
    attempt: number,
    timeoutMs: number,
    work: (call: CallContext) => Promise<T>,
    isKept: (value: T) => boolean = () => true,
  ): Promise<T> {
    const key = `stage:${stage}#${attempt}`;
    const replayed = !this.#diverged && this.journal.has(key);
    this.#diverged = !replayed;
    const startMs = this.clock.nowMs();
    this.emit({ type: 'stage.started', stage, attempt });
    const value = replayed ? ((await this.journal.recall(key)) as T) : await this.within(stage, timeoutMs, work);
    // Not waited for: what it was made from is on the disk, and what it leads to waits for it.
    if (!replayed && isKept(value)) this.journal.note(key, value);
    this.emit({ type: 'stage.completed', stage, attempt, durationMs: Math.round(this.clock.nowMs() - startMs), replayed });
    return value;
  }

  /**
   * Calls a capability and puts on record who served it.
   *
   * @param first - Name of the implementation to ask first. Default: the first that was registered.
   */
  async call<K extends CapabilityName, R>(
    capability: K,
    use: (instance: Capabilities[K], call: CallContext, place: Place) => Promise<R>,
    call: CallContext,
    first?: string,
  ): Promise<R> {
    const outcome = await this.components.call(capability, use, call, { first, tell: (event) => this.emit(event) });
    // Who asks somebody else first does not change who serves the run.
    if (first === undefined) this.#recordServed(capability, outcome);
    this.#recordDegradation(capability, outcome);
    return outcome.value;
  }

  /** Puts on record that something served which is no component, and what it stood in for. */
  served(capability: CapabilityName, servedBy: ServedBy, degraded?: Degradation): void {
    this.#recordServed(capability, { servedBy });
    if (degraded) this.#recordDegradation(capability, { servedBy, degraded });
  }

  /** Does work of a stage within its deadline; nothing of it is kept. */
  async within<T>(stage: StageName, timeoutMs: number, work: (call: CallContext) => Promise<T>): Promise<T> {
    const deadline = this.deadline.child({ timeoutMs, label: `stage ${stage}` });
    try {
      // A floor needs no dependency and looks at no signal.
      deadline.signal.throwIfAborted();
      return await work(deadline);
    } finally {
      deadline.dispose();
    }
  }

  #recordServed(capability: CapabilityName, { servedBy, degraded }: Omit<Outcome<unknown>, 'value'>): void {
    const last = this.ledger.servedBy(capability);
    if (last?.by === servedBy.name && last.rung === servedBy.rung) return;
    const chosen = servedBy.rung === 'floor' && !degraded;
    const reason = this.components.list().some((component) => component.capability === capability) ? 'disabled' : 'not-installed';
    this.emit({ type: 'capability.served', capability, servedBy, ...(chosen && { reason }) });
  }

  #recordDegradation(capability: CapabilityName, { servedBy, degraded }: Omit<Outcome<unknown>, 'value'>): void {
    const active = this.ledger.activeDegradation(capability);
    if (degraded && active?.fallback !== degraded.fallback) this.emit({ type: 'component.degraded', degradation: degraded });
    // Somebody else may have been asked first: only who had failed can have recovered.
    if (!degraded && servedBy.name === active?.from)
      this.emit({ type: 'component.recovered', component: capability, servedBy: servedBy.name });
  }
}
