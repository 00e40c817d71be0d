import type { Clock } from '../../ports/clock.ts';
import type { Random } from '../../ports/random.ts';
import { systemClock } from '../../ports/system-clock.ts';
import { systemRandom } from '../../ports/system-random.ts';
import type { CircuitBreakerOptions, HalfOpenOptions, OpenOptions, SlowOptions } from '../circuit-breaker-options.ts';
import { checkCount, checkDuration, checkFactor, checkRatio, checkWait } from '../option-checks.ts';
import { resolveTrips, type TripSettings } from './trip-settings.ts';

/** How long an open circuit waits, checked and complete. */
export interface WaitSettings {
  readonly waitMs: number;
  readonly factor: number;
  readonly maxWaitMs: number;
  readonly jitter: boolean;
}

/** The trial calls of a half-open circuit, checked and complete. */
export type TrialSettings = Required<HalfOpenOptions>;

/** When calls are slow, and how many of them open the circuit. */
export interface SlowSettings {
  readonly afterMs: number;
  readonly trip: readonly TripSettings[];
}

/** {@link CircuitBreakerOptions}, checked and complete. */
export interface CircuitSettings {
  readonly name: string;
  readonly options: CircuitBreakerOptions;
  readonly trips: readonly TripSettings[];
  readonly slow: SlowSettings | undefined;
  readonly wait: WaitSettings;
  readonly trials: TrialSettings;
  /** Whether any rule looks at the time. If not, a closed circuit never reads the clock. */
  readonly timed: boolean;
  readonly clock: Clock;
  readonly random: Random;
}

const defaultWait: WaitSettings = { waitMs: 5_000, factor: 2, maxWaitMs: 300_000, jitter: true };
const defaultTrials: TrialSettings = { calls: 1, tolerate: 0, maxMs: 30_000 };

/** @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` naming the first setting that cannot work. */
export function resolveCircuitSettings(name: string, options: CircuitBreakerOptions): CircuitSettings {
  if (options.probe !== undefined) checkDuration('probe.everyMs', options.probe.everyMs);
  const trips = resolveTrips(options.trip);
  const slow = options.slow && resolveSlow(options.slow, trips);
  return {
    name,
    options,
    trips,
    slow,
    wait: options.open ? resolveWait(options.open) : defaultWait,
    trials: options.halfOpen ? resolveTrials(options.halfOpen) : defaultTrials,
    timed: slow !== undefined || trips.some(({ kind }) => kind === 'time'),
    clock: options.clock ?? systemClock,
    random: options.random ?? systemRandom,
  };
}

function resolveWait(open: OpenOptions): WaitSettings {
  const waitMs = checkWait('open.waitMs', open.waitMs ?? defaultWait.waitMs);
  const factor = checkFactor('open.factor', open.factor ?? defaultWait.factor);
  const maxWaitMs = checkWait('open.maxWaitMs', open.maxWaitMs ?? Math.max(defaultWait.maxWaitMs, waitMs));
  return { waitMs: Math.min(waitMs, maxWaitMs), factor, maxWaitMs, jitter: open.jitter ?? defaultWait.jitter };
}

function resolveTrials(halfOpen: HalfOpenOptions): TrialSettings {
  const calls = checkCount('halfOpen.calls', halfOpen.calls ?? defaultTrials.calls);
  const tolerate = checkCount('halfOpen.tolerate', halfOpen.tolerate ?? defaultTrials.tolerate, 0, calls - 1);
  return { calls, tolerate, maxMs: checkDuration('halfOpen.maxMs', halfOpen.maxMs ?? defaultTrials.maxMs) };
}

/** Slow calls are counted over the window of the trip rule, with a share of their own. */
function resolveSlow(slow: SlowOptions, trips: readonly TripSettings[]): SlowSettings {
  const afterMs = checkDuration('slow.afterMs', slow.afterMs);
  const ratio = checkRatio('slow.ratio', slow.ratio ?? 0.5);
  const windowed = trips.find((trip) => trip.kind !== 'consecutive');
  if (windowed !== undefined) return { afterMs, trip: [{ ...windowed, ratio }] };
  const limit = Math.min(...trips.map((trip) => (trip.kind === 'consecutive' ? trip.limit : Infinity)));
  return { afterMs, trip: [{ kind: 'count', size: limit, ratio, minimumCalls: limit }] };
}
