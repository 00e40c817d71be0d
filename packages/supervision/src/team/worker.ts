import type { CallContext, DevelopRequest, Patch } from '@artemis/core';
import type { WorkTree } from '../tree/trees.ts';

/** A way of working at a task. */
export interface Workstyle {
  /** For the reader, such as `agent, tests first`. */
  readonly title: string;
  /** Works in the copy that is the project of the request, which is `tree` on the disk. */
  develop(request: DevelopRequest, call: CallContext, tree: WorkTree): Promise<Patch>;
}

/** One of several developers: who it is follows from its place alone, so that a resumed run employs the same. */
export interface Worker {
  /** As events and branches know it, such as `dev-1`. */
  readonly name: string;
  /** From 0. */
  readonly index: number;
  /** The model it asks first; `null` for one that brings its own. */
  readonly model: string | null;
  readonly style: Workstyle;
}
