import { isDeeperThan } from '../text/is-deeper-than.ts';

/** What a component answers is kept in the journal, and so has an end. */
const mostChars = 16 * 1024 * 1024;
const deepest = 64;

/**
 * A copy as JSON would give it back: a resumed run sees the same as this one, and what its maker does to the original later is
 * not seen. `undefined` for what cannot be written, or is too large or too deep to be read again with care.
 */
export function plainCopy(value: unknown): unknown {
  try {
    const json = JSON.stringify(value);
    if (json.length > mostChars) return undefined;
    const copy: unknown = JSON.parse(json);
    return isDeeperThan(copy, deepest) ? undefined : copy;
  } catch {
    return undefined;
  }
}
