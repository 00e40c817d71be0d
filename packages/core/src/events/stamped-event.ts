import type { RunEvent } from '../task/run-event.ts';

/** What every event of a run carries. */
export interface EventStamp {
  /** Version of the event format. Fields are only ever added. */
  readonly v: 1;
  /** Position in the run, from 1, without gaps; a resumed run goes on counting. */
  readonly seq: number;
  /** Wall-clock time, ISO 8601. For display: order by `seq`. */
  readonly ts: string;
  readonly runId: string;
}

/** An event of a run, as its readers get it. */
export type StampedEvent = EventStamp & RunEvent;
