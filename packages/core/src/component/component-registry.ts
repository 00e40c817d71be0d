import type { Capabilities, CapabilityName } from '../capability/capabilities.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { isInstance } from '../errors/is-instance.ts';
import type { EventStream } from '../events/event-stream.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { Degradation, Outcome } from '../task/outcome.ts';
import type { RunEvent } from '../task/run-event.ts';
import { callComponent, type Floor, type Ladder, type LadderOutcome, type Place } from './call-component.ts';
import type { Component } from './component.ts';
import { GuardedImplementation, type GuardSurroundings, type ScheduledRetry } from './guarded-implementation.ts';

/** Core's floors, one for each capability that has one. */
export type Floors = { readonly [K in CapabilityName]?: Floor<Capabilities[K]> };

/** What a {@link ComponentRegistry} needs from outside. */
export interface RegistryOptions extends GuardSurroundings {
  readonly floors: Floors;
  /** Told when a circuit changes, which matters to everybody, and what happens in calls of nobody in particular. */
  readonly events: EventStream<RunEvent>;
  /** Capabilities that start switched off. */
  readonly disabled?: ReadonlySet<string>;
}

/** How one call differs from others. */
export interface CallOptions {
  readonly first?: string | undefined;
  readonly tell?: (event: RunEvent) => void;
}

/** One registered component, as status pages show it. */
export interface RegisteredComponent {
  readonly capability: CapabilityName;
  /** Plugin that registered it. */
  readonly owner: string;
  readonly enabled: boolean;
  readonly rungs: readonly GuardedImplementation<unknown>[];
  /** Name of core's own answer below the rungs; `null` when there is none. */
  readonly floor: string | null;
}

type Entries = { [K in CapabilityName]?: { readonly owner: string; readonly rungs: readonly GuardedImplementation<Capabilities[K]>[] } };

/** All components of one Artemis, the switch of each, and the way to call them. */
export class ComponentRegistry {
  readonly #options: RegistryOptions;
  readonly #entries: Entries = {};
  readonly #disabled: Set<string>;
  readonly #degraded = new Map<string, Degradation>();

  constructor(options: RegistryOptions) {
    this.#options = options;
    this.#disabled = new Set(options.disabled);
  }

  /**
   * Registers a component. Nothing is created yet.
   *
   * @throws ArtemisError `ARTEMIS_E_COMPONENT_TAKEN` when another owner has registered the capability.
   */
  register<K extends CapabilityName>(capability: K, component: Component<Capabilities[K]>, owner: string): void {
    const fallbacks = 'name' in component.fallback ? [component.fallback] : component.fallback;
    this.registerLadder(capability, [component.primary, ...fallbacks], owner);
  }

  /** Registers implementations in order of preference. Only core may do without a fallback: the model list may be one long. */
  registerLadder<K extends CapabilityName>(
    capability: K,
    implementations: readonly Component<Capabilities[K]>['primary'][],
    owner: string,
  ): void {
    const taken = this.#entries[capability];
    if (taken) {
      throw new ArtemisError(
        'ARTEMIS_E_COMPONENT_TAKEN',
        `"${capability}" is already registered by ${taken.owner}; ${owner} comes too late.`,
        {
          hint: 'Name only one of the two plugins in the configuration.',
          facts: { capability, owner: taken.owner },
        },
      );
    }
    const rungs = implementations.map((implementation) => this.#guard(capability, implementation));
    Object.assign(this.#entries, { [capability]: { owner, rungs } });
  }

  /** Takes back what `owner` has registered for `capability`, as when its setup fails later on. */
  async unregister(capability: CapabilityName): Promise<void> {
    const entry = this.#entries[capability];
    delete this.#entries[capability];
    await Promise.all((entry?.rungs ?? []).map((rung) => rung.dispose()));
  }

  /** Switches a capability on. It counts from the next call. */
  enable(capability: string): void {
    this.#disabled.delete(capability);
  }

  /** Switches a capability off: its floor serves from the next call. */
  disable(capability: string): void {
    this.#disabled.add(capability);
  }

  /** Registered and switched on. */
  isEnabled(capability: CapabilityName): boolean {
    return this.#entries[capability] !== undefined && !this.#disabled.has(capability);
  }

  /** The component of a capability; `undefined` when none is registered or it is switched off. */
  get(capability: CapabilityName): RegisteredComponent | undefined {
    return this.isEnabled(capability) ? this.list().find((component) => component.capability === capability) : undefined;
  }

  /** Every registered component, switched off ones included. */
  list(): readonly RegisteredComponent[] {
    return (Object.keys(this.#entries) as CapabilityName[]).map((capability) => ({
      capability,
      owner: this.#entries[capability]?.owner ?? '',
      enabled: this.isEnabled(capability),
      rungs: this.#entries[capability]?.rungs ?? [],
      floor: this.#options.floors[capability]?.name ?? null,
    }));
  }

  /** What is degraded now, as of the last call of each capability. */
  get degraded(): readonly Degradation[] {
    return [...this.#degraded.values()];
  }

  /**
   * Calls a capability: switch → breaker → primary → fallback → floor.
   *
   * @param use - What to do with whoever serves, and where that stands. It may run several times, on different implementations.
   * @param options.first - Name of the implementation that is the primary of this call. Default: the first that was registered.
   * @param options.tell - Told the events of this call, such as its retries. Default: everybody who listens to the registry.
   * @throws AllFailedError when nobody could serve and core has no floor for the capability.
   * @throws The reason of `call.signal` when it is aborted; nobody further down is then asked.
   */
  async call<K extends CapabilityName, R>(
    capability: K,
    use: (instance: Capabilities[K], call: CallContext, place: Place) => Promise<R>,
    call: CallContext,
    { first, tell = (event) => this.#options.events.emit(event) }: CallOptions = {},
  ): Promise<Outcome<R>> {
    const ladder = this.#ladder(capability, first);
    const outcome = await callComponent(ladder, use, call, (retry) => tell(retryEvent(capability, retry)));
    return { value: outcome.value, servedBy: { name: outcome.name, rung: outcome.rung }, ...this.#judge(capability, outcome) };
  }

  /** Lets go of every instance. */
  async dispose(): Promise<void> {
    await Promise.all((Object.keys(this.#entries) as CapabilityName[]).map((capability) => this.unregister(capability)));
  }

  #ladder<K extends CapabilityName>(capability: K, first: string | undefined): Ladder<Capabilities[K]> {
    const rungs = this.#disabled.has(capability) ? [] : (this.#entries[capability]?.rungs ?? []);
    const floor = this.#options.floors[capability];
    const ordered = [...rungs.filter(({ name }) => name === first), ...rungs.filter(({ name }) => name !== first)];
    return { capability, rungs: ordered, ...(floor && { floor }) };
  }

  #judge(capability: string, outcome: LadderOutcome<unknown>): { readonly degraded?: Degradation } {
    const first = outcome.failures[0];
    if (!first) {
      // Another implementation may have been asked first: that it serves says nothing about the one that failed.
      if (outcome.rung === 'floor' || this.#degraded.get(capability)?.from === outcome.name) this.#degraded.delete(capability);
      return {};
    }
    const degraded: Degradation = {
      component: capability,
      from: first.name,
      fallback: outcome.name,
      reason: describeFailure(first.error),
      ...(isInstance(first.error, ArtemisError) && { code: first.error.code }),
      since: this.#degraded.get(capability)?.since ?? new Date(this.#options.clock.wallMs()).toISOString(),
    };
    this.#degraded.set(capability, degraded);
    return { degraded };
  }

  #guard<T>(capability: string, implementation: Component<T>['primary']): GuardedImplementation<T> {
    const guarded = new GuardedImplementation(capability, implementation, this.#options);
    guarded.breaker.onTransition(({ from, to, retryAfterMs, reason }) =>
      this.#options.events.emit({
        type: 'circuit.changed',
        component: capability,
        implementation: guarded.name,
        from,
        to,
        retryAfterMs,
        reason,
      }),
    );
    return guarded;
  }
}

const retryEvent = (component: string, { attempt, maxAttempts, waitMs, error }: ScheduledRetry): RunEvent => ({
  type: 'retry.scheduled',
  component,
  attempt,
  maxAttempts,
  waitMs: Math.round(waitMs),
  reason: describeFailure(error),
});
