import type { StampedEvent } from '../events/stamped-event.ts';
import type { StageName } from '../task/run-event.ts';
import type { Cost } from '../task/run-result.ts';

/** One event of a chain, in words. */
export interface ChainLink {
  /** Position of the event in the run: where to look for the whole of it. */
  readonly seq: number;
  readonly ts: string;
  readonly text: string;
}

/** What happened to one part of Artemis, cause before effect. */
export interface CausalChain {
  /** A capability, `workspace`, or `run`. */
  readonly component: string;
  readonly links: readonly ChainLink[];
  /** Whether the part served again before the run ended. */
  readonly recovered: boolean;
}

/** What one attempt at a stage has used. */
export interface StageCost extends Cost {
  readonly stage: StageName | 'between stages';
  readonly attempt: number;
}

/** Why a run degraded, retried and cost what it did. */
export interface Explanation {
  /** How its plan was made, and why in that way; `null` when there was none. */
  readonly strategy: string | null;
  /** The first thing that went wrong; `null` when nothing did. */
  readonly firstCause: ChainLink | null;
  readonly chains: readonly CausalChain[];
  readonly costs: readonly StageCost[];
}

/** Explains a run from its events alone. No model is asked. */
export async function explainRun(events: Iterable<StampedEvent> | AsyncIterable<StampedEvent>): Promise<Explanation> {
  const chains: { component: string; links: ChainLink[]; recovered: boolean }[] = [];
  const costs = new StageCosts();
  let strategy: string | null = null;
  for await (const event of events) {
    if (event.type === 'plan.made') ({ strategy } = event.plan);
    costs.add(event);
    const incident = incidentOf(event);
    if (!incident) continue;
    const open = chains.findLast(({ component }) => component === incident.component);
    const chain = open && !open.recovered ? open : { component: incident.component, links: [], recovered: false };
    if (chain !== open) chains.push(chain);
    chain.links.push({ seq: event.seq, ts: event.ts, text: incident.text });
    chain.recovered = incident.recovered ?? false;
  }
  const links = chains.flatMap((chain) => chain.links).toSorted((a, b) => a.seq - b.seq);
  return { strategy, firstCause: links[0] ?? null, chains, costs: costs.all };
}

interface Incident {
  readonly component: string;
  readonly text: string;
  readonly recovered?: boolean;
}

function incidentOf(event: StampedEvent): Incident | null {
  switch (event.type) {
    case 'model.failed':
      // Whoever stops a run makes no model fail.
      if (event.code === 'ARTEMIS_E_CANCELLED') return null;
      return { component: 'llm', text: `${event.model} failed: ${event.message} (${event.code})` };
    case 'retry.scheduled':
      return {
        component: event.component,
        text: `attempt ${event.attempt} of ${event.maxAttempts} after ${event.waitMs} ms, because: ${event.reason}`,
      };
    case 'circuit.changed':
      return {
        component: event.component,
        text: `circuit of ${event.implementation} went from ${event.from} to ${event.to}${event.reason === null ? '' : `: ${event.reason}`}`,
      };
    case 'component.degraded':
      return {
        component: event.degradation.component,
        text: `${event.degradation.fallback} served instead of ${event.degradation.from}: ${event.degradation.reason}`,
      };
    case 'component.recovered':
      return { component: event.component, text: `${event.servedBy} served again`, recovered: true };
    case 'plugin.refused':
      return { component: 'plugins', text: `${event.plugin} was not loaded: ${event.reason} (${event.code})` };
    case 'file.refused':
      return { component: 'workspace', text: `${event.path} was not written: ${event.reason} (${event.code})` };
    case 'answer.repaired':
      return { component: 'llm', text: `answer repaired, ${event.repair}. time: ${event.reason}` };
    case 'gate.completed':
      return gateIncident(event);
    case 'run.failed':
      return event.result.error ? { component: 'run', text: `ended as ${event.result.status}: ${event.result.error.message}` } : null;
    default:
      return null;
  }
}

function gateIncident({ report }: Extract<StampedEvent, { type: 'gate.completed' }>): Incident | null {
  if (report.status === 'not-built') return null;
  if (report.status === 'passed') return null;
  return { component: 'build', text: `the gate said ${report.status}: ${report.summary}` };
}

/** Adds up what each attempt at a stage has used. */
class StageCosts {
  readonly #costs = new Map<string, StageCost>();
  #stage: StageCost['stage'] = 'between stages';
  #attempt = 1;

  get all(): readonly StageCost[] {
    return [...this.#costs.values()];
  }

  add(event: StampedEvent): void {
    if (event.type === 'stage.started') {
      this.#stage = event.stage;
      this.#attempt = event.attempt;
    }
    if (event.type === 'stage.completed') this.#stage = 'between stages';
    const used = usedBy(event);
    if (!used) return;
    const key = `${this.#stage}#${this.#attempt}`;
    this.#costs.set(key, add(this.#costs.get(key) ?? { stage: this.#stage, attempt: this.#attempt, ...nothing }, used));
  }
}

const nothing: Cost = { calls: 0, inputTokens: 0, outputTokens: 0, usd: 0 };

function usedBy(event: StampedEvent): Cost | null {
  if (event.type === 'model.requested') return { ...nothing, calls: 1 };
  if (event.type !== 'model.answered' || event.replayed) return null;
  return { calls: 0, inputTokens: event.inputTokens, outputTokens: event.outputTokens, usd: event.usd };
}

const add = (sum: StageCost, used: Cost): StageCost => ({
  ...sum,
  calls: sum.calls + used.calls,
  inputTokens: sum.inputTokens + used.inputTokens,
  outputTokens: sum.outputTokens + used.outputTokens,
  usd: sum.usd === null || used.usd === null ? null : sum.usd + used.usd,
});
