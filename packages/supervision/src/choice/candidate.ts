import type { BuildReport, Patch } from '@artemis/core';
import type { Worker } from '../team/worker.ts';
import type { Size } from './measure.ts';

/** Work of one developer, and what the gate said of it. Nothing here is the developer's own word on how good it is. */
export interface Candidate {
  readonly worker: Worker;
  /** As the record knows who made it: a developer that was started again has another name than at first. */
  readonly name: string;
  readonly patch: Patch;
  readonly report: BuildReport;
  readonly size: Size;
  /** Why the developer did not end by itself, where it did not: what it had checked last counts. */
  readonly endedBy?: unknown;
}
