import type { CircuitBreakerOptions, CountWindowTrip, TimeWindowTrip, TripOptions } from '../circuit-breaker-options.ts';
import { InvalidOptionError } from '../invalid-option-error.ts';
import { checkCount, checkDuration, checkRatio } from '../option-checks.ts';

/** One trip rule, checked and complete. */
export type TripSettings =
  | { readonly kind: 'consecutive'; readonly limit: number }
  | { readonly kind: 'count'; readonly size: number; readonly ratio: number; readonly minimumCalls: number }
  | { readonly kind: 'time'; readonly windowMs: number; readonly ratio: number; readonly minimumCalls: number };

/** Calls looked back on at most: each takes a byte. */
const longestWindow = 100_000;

const defaultTrips: readonly TripSettings[] = [
  { kind: 'consecutive', limit: 5 },
  { kind: 'count', size: 20, ratio: 0.5, minimumCalls: 5 },
];

/** @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` naming the first setting that cannot work. */
export function resolveTrips(trip: CircuitBreakerOptions['trip']): readonly TripSettings[] {
  if (trip === undefined) return defaultTrips;
  const trips = ([trip].flat() as readonly TripOptions[]).flatMap(resolveTrip);
  if (trips.length === 0) throw new InvalidOptionError('trip', '{ consecutive }, { window }, { windowMs } or a list of them', trip);
  return trips;
}

/** One rule for each that is named: a union lets an object name several. */
function resolveTrip(trip: TripOptions): TripSettings[] {
  const rules: TripSettings[] = [];
  if ('consecutive' in trip) rules.push({ kind: 'consecutive', limit: checkCount('trip.consecutive', trip.consecutive, 1, longestWindow) });
  if ('window' in trip) rules.push(resolveCount(trip));
  if ('windowMs' in trip) rules.push(resolveTime(trip));
  return rules;
}

function resolveCount(trip: CountWindowTrip): TripSettings {
  const size = checkCount('trip.window', trip.window, 1, longestWindow);
  const ratio = checkRatio('trip.failureRatio', trip.failureRatio ?? 0.5);
  return { kind: 'count', size, ratio, minimumCalls: checkCount('trip.minimumCalls', trip.minimumCalls ?? Math.min(5, size), 1, size) };
}

function resolveTime(trip: TimeWindowTrip): TripSettings {
  const windowMs = checkDuration('trip.windowMs', trip.windowMs);
  const ratio = checkRatio('trip.failureRatio', trip.failureRatio ?? 0.5);
  return { kind: 'time', windowMs, ratio, minimumCalls: checkCount('trip.minimumCalls', trip.minimumCalls ?? 5) };
}
