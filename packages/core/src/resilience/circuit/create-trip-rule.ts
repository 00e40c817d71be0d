import { AnyTripRule } from './any-trip-rule.ts';
import type { TripSettings } from './trip-settings.ts';
import { ConsecutiveFailures } from './consecutive-failures.ts';
import { CountWindow } from './count-window.ts';
import { TimeWindow } from './time-window.ts';
import type { TripRule } from './trip-rule.ts';

/** A fresh rule that fires when any of `trips` does. */
export function createTripRule(trips: readonly TripSettings[]): TripRule {
  const rules = trips.map(createOne);
  const [only] = rules;
  return only !== undefined && rules.length === 1 ? only : new AnyTripRule(rules);
}

function createOne(trip: TripSettings): TripRule {
  switch (trip.kind) {
    case 'consecutive':
      return new ConsecutiveFailures(trip.limit);
    case 'count':
      return new CountWindow(trip.size, trip.ratio, trip.minimumCalls);
    case 'time':
      return new TimeWindow(trip.windowMs, trip.ratio, trip.minimumCalls);
  }
}
