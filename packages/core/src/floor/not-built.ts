import type { Builder } from '../capability/build.ts';

/** Runs no gate and says so: what it serves can never be called succeeded. */
export const notBuilt: Builder = {
  baseline: async () => ({ madeBy: 'not-built', facts: null }),
  verify: async () => ({
    status: 'not-built',
    summary: 'No gate ran: no build component is installed and working.',
    evidence: { kind: 'none', detail: 'Nothing was executed, so nothing is shown about the change.' },
    durationMs: 0,
  }),
};
