import type { Degradation } from '../task/outcome.ts';
import type { RunEvent } from '../task/run-event.ts';
import type { ChangedFile, Cost, Served } from '../task/run-result.ts';

/** What a run has used and who served it: a fold over its events, so that a resumed run knows what happened before. */
export class RunLedger {
  readonly #served = new Map<string, Served>();
  readonly #degraded: Degradation[] = [];
  readonly #active = new Map<string, Degradation>();
  readonly #warnings = new Set<string>();
  readonly #files = new Map<string, ChangedFile>();
  #author: string | undefined;
  #cost: Cost = { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 };

  get served(): readonly Served[] {
    return [...this.#served.values()];
  }

  /** Every degradation of the run, those that have ended included. */
  get degraded(): readonly Degradation[] {
    return this.#degraded;
  }

  get warnings(): readonly string[] {
    return [...this.#warnings];
  }

  /** Files as they were last written, by path. */
  get files(): readonly ChangedFile[] {
    return [...this.#files.values()];
  }

  get cost(): Cost {
    return this.#cost;
  }

  /** Name of the model that wrote the last patch, as the model list has it; `undefined` before there is one. */
  get author(): string | undefined {
    return this.#author;
  }

  /** Who served a capability last; `undefined` before its first call. */
  servedBy(capability: string): Served | undefined {
    return this.#served.get(capability);
  }

  /** The degradation of a component that has not ended. */
  activeDegradation(component: string): Degradation | undefined {
    return this.#active.get(component);
  }

  apply(event: RunEvent): void {
    switch (event.type) {
      case 'capability.served':
        if (event.capability === 'llm') this.#author = event.servedBy.name;
        this.#served.set(event.capability, {
          capability: event.capability,
          by: event.servedBy.name,
          rung: event.servedBy.rung,
          ...(event.reason && { reason: event.reason }),
        });
        // What is switched off is missed by nobody: it is neither degraded any more nor has it recovered.
        if (event.reason === 'disabled') this.#active.delete(event.capability);
        break;
      case 'developer.chosen':
        this.#author = event.model ?? this.#author;
        break;
      case 'component.degraded':
        this.#degraded.push(event.degradation);
        this.#active.set(event.degradation.component, event.degradation);
        break;
      case 'component.recovered':
        this.#active.delete(event.component);
        break;
      case 'file.changed':
        this.#files.set(event.file.path, event.file);
        break;
      case 'file.refused':
        this.#warnings.add(`${event.path}: ${event.reason}`);
        break;
      case 'warning.raised':
        this.#warnings.add(event.message);
        break;
      case 'model.requested':
        this.#cost = { ...this.#cost, calls: this.#cost.calls + 1 };
        break;
      case 'model.answered':
        if (!event.replayed) this.#charge(event);
        break;
      case 'model.abandoned':
        this.#charge(event);
        break;
      default:
        // The other events say what happened and change nothing in the sum.
        break;
    }
  }

  #charge({ inputTokens, outputTokens, usd }: Omit<Cost, 'calls'>): void {
    const { cost } = this;
    this.#cost = {
      calls: cost.calls,
      inputTokens: cost.inputTokens + inputTokens,
      outputTokens: cost.outputTokens + outputTokens,
      usd: usd === null || cost.usd === null ? null : cost.usd + usd,
    };
  }
}
