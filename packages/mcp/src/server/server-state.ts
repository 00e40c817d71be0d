import type { Session } from '../connect/session.ts';

/** Where a server stands. */
export type ServerState =
  | { readonly kind: 'starting'; readonly sinceMs: number }
  | { readonly kind: 'ready'; readonly session: Session }
  /** It failed and is about to be started again; its tools stay offered, and a call of one waits. */
  | { readonly kind: 'restarting'; readonly failure: ServerFailure }
  /** It failed too often: its tools are withdrawn until it comes up again. */
  | { readonly kind: 'down'; readonly failure: ServerFailure };

/** Why a server is not ready. */
export interface ServerFailure {
  /** One sentence. */
  readonly reason: string;
  readonly code: string;
}
