import type { FileChange, Patch, ProjectView } from '@artemis/core';
import { owns, type Part } from './part.ts';

/** A patch without what its developer may not change. */
export interface Narrowed {
  readonly patch: Patch;
  /** Paths that were left out. */
  readonly foreign: readonly string[];
}

/** What one of several developers may change. */
export type Bounds = (patch: Patch) => Promise<Narrowed>;

/**
 * The bounds of one part: its own files, and new ones that belong to nobody.
 *
 * @param project - The project before anybody has changed it.
 */
export function boundsOf(part: Part, parts: readonly Part[], project: ProjectView): Bounds {
  const allows = async ({ path }: FileChange): Promise<boolean> => {
    const owner = parts.find((one) => owns(one, path));
    if (owner) return owner === part;
    // What cannot be read may not be written either; the workspace says so with a better reason.
    return (await project.read(path).catch(() => null)) === null;
  };
  return async (patch) => {
    const allowed = await Promise.all(patch.changes.map(allows));
    return {
      patch: { ...patch, changes: patch.changes.filter((_, index) => allowed[index]) },
      foreign: patch.changes.filter((_, index) => !allowed[index]).map(({ path }) => path),
    };
  };
}
