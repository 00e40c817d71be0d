import { ConsecutiveFailures } from './consecutive-failures.ts';
import { CountWindow } from './count-window.ts';
import { EitherTripRule } from './either-trip-rule.ts';
import { TimeWindow } from './time-window.ts';
import type { TripRule } from './trip-rule.ts';
import type { TripSettings } from './trip-settings.ts';

/** A fresh rule that fires when any of `trips`, of which there is at least one, does. */
export function createTripRule(trips: readonly TripSettings[]): TripRule {
  return trips.map(createOne).reduce((rules, rule) => new EitherTripRule(rules, rule));
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
