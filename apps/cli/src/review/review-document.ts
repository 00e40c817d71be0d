import { toWire } from '@artemis/core';
import type { Reviewed } from './render-review.ts';

/** A review as one document of JSON, its fields in snake_case. */
export function reviewDocument({ review, change, base }: Reviewed): object {
  const { value, servedBy, degraded, cost } = review;
  return {
    version: 1,
    ...(toWire({
      base: { id: base.id, name: base.name },
      files: change.changes.length,
      ...value,
      servedBy,
      degraded: degraded ?? null,
      cost,
      leftOut: change.leftOut,
    }) as object),
  };
}
