import type { DevelopRequest, Patch } from '@artemis/core';
import type { Bounds } from '../parts/bounds.ts';
import type { Worker } from './worker.ts';

/** What one developer is to do. */
export interface Assignment {
  readonly worker: Worker;
  /** The request of the run, or what of it this developer shall do. */
  readonly request: DevelopRequest;
  /** What others have made already: it is in the copy before the developer begins. Default: nothing. */
  readonly begun?: Patch;
  /** What the developer may change. Default: everything. */
  readonly bounds?: Bounds;
}
