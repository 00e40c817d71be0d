import type { TestGuard } from './test-lock.ts';
import type { PathClass, PathClassRule } from './path-classes.ts';
import type { SafePath } from './path-guard.ts';
import { pathClassOf } from './path-classes.ts';
import { pathRefused } from './path-guard.ts';

/** What the user allows beyond the default, and what not even that. It comes from the user, never from the project. */
export interface WritePolicy {
  /** Classes that are read and written with a warning instead of refused. Sealed classes stay sealed. Default: none. */
  readonly allow?: readonly PathClassRule[];
  /** Keeps what tests stand or fall with as it was. Default: nothing is kept. */
  readonly tests?: TestGuard;
}

/**
 * Decides whether a path may be written.
 *
 * @returns A warning for the reader when the file does more than lie there, else `null`.
 * @throws ArtemisError `ARTEMIS_E_PATH_REFUSED` with `{ path, rule }`.
 */
export function judgeWrite(path: SafePath, policy: WritePolicy): string | null {
  const found = pathClassOf(path);
  if (!found) return null;
  const allowed = found.access === 'flagged' || (found.access !== 'sealed' && policy.allow?.includes(found.rule));
  if (!allowed) throw pathRefused(path, found.rule, `it ${found.reason}`);
  return `${path} ${found.reason}.`;
}

/** The class that keeps a path from being read, and so from being shown to a model; `null` when it may be read. */
export function unreadableClassOf(path: SafePath, policy: WritePolicy): PathClass | null {
  const found = pathClassOf(path);
  if (found?.access === 'sealed') return found;
  return found?.access === 'secret' && !policy.allow?.includes(found.rule) ? found : null;
}

/** @throws ArtemisError `ARTEMIS_E_PATH_REFUSED` with `{ path, rule }` when the path may not be read. */
export function checkReadable(path: SafePath, policy: WritePolicy): void {
  const found = unreadableClassOf(path, policy);
  if (found) throw pathRefused(path, found.rule, `it ${found.reason}`);
}
