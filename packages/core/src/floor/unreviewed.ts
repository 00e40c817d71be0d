import type { Reviewer } from '../capability/review.ts';

/** Puts on record that nobody has read the change. */
export const unreviewed: Reviewer = {
  review: async () => ({ status: 'unreviewed', findings: [], summary: 'Nobody has reviewed the change.' }),
};
