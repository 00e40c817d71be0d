import type { Candidate } from '../choice/candidate.ts';
import type { Worker } from './worker.ts';

/** How the work of one developer ended. */
export type Ended =
  | { readonly kind: 'done'; readonly candidate: Candidate }
  /** It made nothing that could be judged. */
  | { readonly kind: 'failed'; readonly worker: Worker; readonly error: unknown }
  /** It was not needed any more. */
  | { readonly kind: 'stopped'; readonly worker: Worker; readonly reason: string };
