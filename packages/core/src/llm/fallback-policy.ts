import { ArtemisError } from '../errors/artemis-error.ts';
import type { ModelSettings } from '../plugin/plugin.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { SwitchRefusedError } from './failure/switch-refused-error.ts';

/** Whether another model may answer when the first one cannot. */
export interface ModelFallback {
  /**
   * - `auto`: the next model of the list answers.
   * - `ask`: it answers once `ask` has said yes; the answer holds for the rest of the run.
   * - `never`: only the first model answers.
   */
  readonly mode: 'never' | 'ask' | 'auto';
  /** Lowest tier of a model that may answer in place of the first; a model without a tier may not. Default: any. */
  readonly minTier?: number;
  /** Needed with mode `ask`. Given the names of the first model and the one to come; when it rejects, that is a no. */
  readonly ask?: (from: string, to: string) => Promise<boolean>;
}

/** Lets a model answer in place of the first, or throws {@link SwitchRefusedError}. */
export type SwitchPermission = (from: string, to: string, call: CallContext) => Promise<void>;

/** What the user has said about switching models, applied to a list of models. */
export class FallbackPolicy {
  /** Models that may answer, in order. */
  readonly allowed: readonly ModelSettings[];
  /** Their names, as outcomes and events have them. */
  readonly names: readonly string[];
  /** The others, each with the reason. */
  readonly heldBack: readonly string[];
  readonly #ask: ModelFallback['ask'];

  /** @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` for mode `ask` without `ask`, or a tier that is no number. */
  constructor(models: readonly ModelSettings[], fallback: ModelFallback = { mode: 'auto' }) {
    checkFallback(fallback);
    const judged = models.map((model, index) => ({ model, reason: index === 0 ? undefined : reasonAgainst(model, fallback) }));
    this.allowed = judged.flatMap(({ model, reason }) => (reason === undefined ? [model] : []));
    this.names = this.allowed.map(nameOf);
    this.heldBack = judged.flatMap(({ model, reason }) => (reason === undefined ? [] : [`${nameOf(model)} ${reason}`]));
    this.#ask = fallback.mode === 'ask' ? fallback.ask : undefined;
  }

  /** Permissions of one run: each switch is asked about once, whoever wants to make it. */
  permission(): SwitchPermission {
    const given = new Map<string, Promise<boolean>>();
    return async (from, to, call) => {
      if (!this.#ask) return;
      const key = JSON.stringify([from, to]);
      const answer = given.get(key) ?? answerOf(this.#ask, from, to);
      given.set(key, answer);
      if (!(await untilAborted(answer, call.signal))) throw new SwitchRefusedError(from, to);
    };
  }
}

const nameOf = ({ vendor, model }: ModelSettings): string => `${vendor}/${model}`;

function reasonAgainst({ tier }: ModelSettings, { mode, minTier }: ModelFallback): string | undefined {
  if (mode === 'never') return 'may not stand in';
  if (minTier === undefined || (tier !== undefined && tier >= minTier)) return undefined;
  return tier === undefined ? `has no tier, and ${minTier} is the lowest allowed` : `has tier ${tier}, below ${minTier}`;
}

async function answerOf(ask: NonNullable<ModelFallback['ask']>, from: string, to: string): Promise<boolean> {
  try {
    const said: unknown = await ask(from, to);
    return said === true;
  } catch {
    // Who cannot be asked has not agreed.
    return false;
  }
}

/** The question may stay open for ever; the call does not. */
function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.throwIfAborted();
  signal.addEventListener('abort', stop, { once: true });
  return Promise.race([promise, aborted]).finally(() => signal.removeEventListener('abort', stop));
}

function checkFallback({ mode, minTier, ask }: ModelFallback): void {
  const problem =
    mode === 'ask' && ask === undefined
      ? 'modelFallback.ask is missing, and mode "ask" needs it'
      : minTier !== undefined && !Number.isFinite(minTier)
        ? `modelFallback.minTier must be a number, not ${minTier}`
        : undefined;
  if (problem === undefined) return;
  throw new ArtemisError('ARTEMIS_E_INVALID_OPTION', `${problem}.`, {
    hint: 'Correct the option, or leave it out.',
    facts: { mode, minTier },
  });
}
