import type { ArtemisOptions } from './artemis-options.ts';
import type { CapabilityName, OptionalCapability } from './capability/capabilities.ts';
import { ComponentRegistry } from './component/component-registry.ts';
import { checkComponents, type ComponentHealth } from './component/check-components.ts';
import { ArtemisError } from './errors/artemis-error.ts';
import { Redactor } from './errors/redact.ts';
import { EventStream } from './events/event-stream.ts';
import { executeTask, resumeTask, type ExecuteOptions, type ResumeOptions, type RunHost } from './executor/execute-task.ts';
import { undoRun } from './executor/undo-run.ts';
import { reviewChange, type ChangeReview, type ChangeToReview } from './executor/review-change.ts';
import { FeatureFlags } from './flags/feature-flags.ts';
import { flagOf, optionalCapabilities } from './flags/flag-definitions.ts';
import { floors } from './floor/floors.ts';
import { explainRun, type Explanation } from './journal/explain-run.ts';
import { RunStore } from './journal/run-store.ts';
import { verifyRun, type VerifiedRun } from './journal/verify-run.ts';
import { modelLadder } from './llm/model-ladder.ts';
import type { ModelRules } from './llm/model-rules.ts';
import { ModelVendors } from './llm/model-vendors.ts';
import { modelRulesOf } from './model-rules-of.ts';
import { MetricsCollector } from './metrics/metrics-collector.ts';
import { recordMetrics } from './metrics/record-metrics.ts';
import { PluginLoader } from './plugin/plugin-loader.ts';
import type { PluginReport } from './plugin/plugin-report.ts';
import type { PluginSource } from './plugin/plugin-source.ts';
import { silentLogger } from './ports/logger.ts';
import { nodeFileSystem } from './ports/node-file-system.ts';
import { systemLocks } from './ports/system-locks.ts';
import { systemClock } from './ports/system-clock.ts';
import { systemRandom } from './ports/system-random.ts';
import { Deadline } from './resilience/deadline.ts';
import type { RunEvent } from './task/run-event.ts';
import type { RunResult } from './task/run-result.ts';
import type { Task } from './task/task.ts';
import type { UndoReport } from './workspace/undo.ts';
import { Workspace } from './workspace/workspace.ts';

/** Time the gate of a run may take when it is run again. */
const verifyTimeoutMs = 900_000;

/** Artemis with all its parts: plugins register components, tasks are executed, and nothing that fails stops a run. */
export class Artemis {
  readonly components: ComponentRegistry;
  readonly events = new EventStream<RunEvent>();
  readonly metrics: MetricsCollector;
  readonly runs: RunStore;
  readonly flags: FeatureFlags;
  readonly #options: ArtemisOptions;
  readonly #rules: ModelRules;
  readonly #vendors: ModelVendors;
  readonly #plugins: PluginLoader;
  readonly #host: Omit<RunHost, 'model' | 'plugins'>;
  readonly #lifetime = new AbortController();

  constructor(options: ArtemisOptions) {
    const { clock = systemClock, random = systemRandom, fileSystem = nodeFileSystem, logger = silentLogger } = options;
    const keys = options.models.flatMap(({ apiKey }) => (apiKey === undefined ? [] : [apiKey]));
    const redactor = new Redactor([...keys, ...(options.secrets ?? [])]);
    this.#options = options;
    this.flags = options.flags ?? FeatureFlags.defaults();
    this.metrics = options.metrics ?? new MetricsCollector({ clock, redact: (text) => redactor.redact(text) });
    this.components = new ComponentRegistry({ floors, clock, random, events: this.events, disabled: disabledBy(this.flags) });
    this.events.subscribe((event) => recordMetrics(this.metrics, event));
    this.runs = new RunStore({ root: `${options.stateDir}/runs`, fileSystem, random });
    this.#rules = modelRulesOf(options, { clock, random, fileSystem, redact: (json) => redactor.redactJson(json) });
    this.#vendors = new ModelVendors({ clock, limits: this.#rules.limits });
    this.#plugins = new PluginLoader({
      clock,
      fileSystem,
      logger,
      metrics: this.metrics,
      signal: this.#lifetime.signal,
      register: (capability, component, owner) => this.components.register(capability, component, owner),
      unregister: (capability) => this.components.unregister(capability),
      registerModelVendor: (vendor, create) => this.#vendors.register(vendor, create),
    });
    this.#host = {
      components: this.components,
      events: this.events,
      runs: this.runs,
      clock,
      random,
      fileSystem,
      locks: systemLocks,
      learning: this.flags.enableLearning,
      logger,
      rules: this.#rules,
      redact: (json) => redactor.redactJson(json),
    };
  }

  /** What became of each plugin, in the order they were named. */
  get plugins(): readonly PluginReport[] {
    return this.#plugins.reports;
  }

  /** Loads a plugin. It never rejects: a plugin that cannot be loaded is reported, and everything else works without it. */
  loadPlugin(source: PluginSource): Promise<PluginReport> {
    return this.#plugins.load(source);
  }

  /**
   * Executes a task. The promise rejects only when the run cannot even begin; every run that begins has a result.
   *
   * @throws ArtemisError `ARTEMIS_E_NO_MODEL`, `ARTEMIS_E_STATE`, `ARTEMIS_E_WORKSPACE_ROOT` or `ARTEMIS_E_INVALID_OPTION`.
   */
  async executeTask(task: Task, options: ExecuteOptions = {}): Promise<RunResult> {
    return executeTask(this.#ready(), task, this.#watched(options));
  }

  /**
   * Goes on with a run that was interrupted or deferred. What is on record as done is not done again; of a run that has ended the
   * result is given back as it was.
   *
   * @throws ArtemisError as {@link executeTask}; `ARTEMIS_E_UNKNOWN_RUN`, or `ARTEMIS_E_RUN_HELD` while another process works on it.
   */
  async resume(runId: string, options: ResumeOptions = {}): Promise<RunResult> {
    return resumeTask(this.#ready(), runId, this.#watched(options));
  }

  /**
   * Restores what a run has changed; files that were changed since are left alone and reported.
   *
   * @throws ArtemisError `ARTEMIS_E_UNKNOWN_RUN`, `ARTEMIS_E_RUN_HELD` while somebody works on the run, and what `undo` throws.
   */
  async undo(runId: string): Promise<UndoReport> {
    return undoRun(this.#host, runId);
  }

  /** Why a run degraded, retried and cost what it did, from its events alone. */
  async explain(runId: string): Promise<Explanation> {
    return explainRun(this.runs.events(runId));
  }

  /**
   * Checks whether what a run has left behind still stands: the files against their recorded hashes, and then the gate, run again
   * on the project as it is.
   *
   * @param options.signal - Ends the gate.
   */
  async verify(runId: string, options: { readonly signal?: AbortSignal } = {}): Promise<VerifiedRun> {
    const { directory, task, damage } = await this.runs.read(runId);
    const { clock, fileSystem, random } = this.#host;
    if (!task) return verifyRun(this.runs.events(runId), damage, async () => null);
    const workspace = await Workspace.open({ root: task.projectDir, stateDir: directory, fileSystem, random });
    const recorded = await verifyRun(this.runs.events(runId), damage, (path) => workspace.read(path));
    if (!recorded.gate) return recorded;
    using deadline = Deadline.start({ clock, label: 'verify', timeoutMs: verifyTimeoutMs, ...options });
    const request = { projectDir: task.projectDir, changes: await workspace.changes(), baseline: await this.runs.baselineOf(runId) };
    const { value } = await this.components.call('build', (builder, call) => builder.verify(request, call), deadline);
    return { ...recorded, gateNow: value };
  }

  /**
   * Has a change reviewed that no run has made: by whoever is there for reviews, with the models of the list. Nothing is kept of it.
   * Without a review component its status is `unreviewed`.
   *
   * @param options.signal - Ends the review; the promise then rejects with its reason.
   * @throws InvalidOptionError `ARTEMIS_E_INVALID_OPTION` for a limit that cannot work.
   */
  async review(change: ChangeToReview, options: { readonly signal?: AbortSignal } = {}): Promise<ChangeReview> {
    this.#registerModels();
    return reviewChange(this.#host, change, options.signal);
  }

  /** Asks every component how it is, all at once, each within its own deadline. */
  async health(): Promise<readonly ComponentHealth[]> {
    this.#registerModels();
    return checkComponents(this.components, this.#host.clock);
  }

  /** Switches a capability on or off. It counts from the next call, also in runs under way. */
  setEnabled(capability: OptionalCapability, enabled: boolean): void {
    if (enabled) this.components.enable(capability);
    else this.components.disable(capability);
  }

  /** Lets go of everything. Plugins that will not end are left behind after their deadline. */
  async close(): Promise<void> {
    this.#lifetime.abort();
    await this.#plugins.dispose();
    await this.components.dispose();
  }

  #ready(): RunHost {
    this.#registerModels();
    const model = this.#options.models[0]?.model;
    if (model !== undefined) return { ...this.#host, model, plugins: this.plugins };
    throw new ArtemisError('ARTEMIS_E_NO_MODEL', 'No model is configured, so no task can be worked on.', {
      hint: 'Set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server that speaks its API, or look around with: artemis demo',
    });
  }

  #registerModels(): void {
    const llm: CapabilityName = 'llm';
    const known = this.components.list().some(({ capability }) => capability === llm);
    if (!known && this.#options.models.length > 0) {
      this.components.registerLadder(
        llm,
        modelLadder(this.#rules.fallback.allowed.map((model) => this.#vendors.create(model))),
        '@artemis/core',
      );
    }
  }

  #watched<O extends ExecuteOptions>(options: O): O {
    return {
      ...options,
      onEvent: (event) => {
        // Events of circuits reach every run under way, and are counted once, where they come from.
        if (event.type !== 'circuit.changed') recordMetrics(this.metrics, event);
        return options.onEvent?.(event);
      },
    };
  }
}

const disabledBy = (flags: FeatureFlags): ReadonlySet<string> =>
  new Set(optionalCapabilities.filter((capability) => !flags[flagOf(capability)]));
