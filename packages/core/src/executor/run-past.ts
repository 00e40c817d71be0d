import type { StampedEvent } from '../events/stamped-event.ts';
import { RunLedger } from './run-ledger.ts';
import { TimeSpent } from './time-spent.ts';

/** What earlier processes have left of a run, folded from the events of its journal: however many there are, none is kept. */
export class RunPast {
  readonly ledger = new RunLedger();
  readonly time = new TimeSpent();
  #seq = 0;

  /** Number of the last event; 0 for a run that begins. */
  get seq(): number {
    return this.#seq;
  }

  apply(event: StampedEvent): void {
    this.ledger.apply(event);
    this.time.apply(event);
    this.#seq = event.seq;
  }
}
