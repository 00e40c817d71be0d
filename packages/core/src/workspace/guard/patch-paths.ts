import type { SafePath } from './path-guard.ts';
import { foldPath } from './fold-path.ts';
import { pathRefused } from './path-guard.ts';

interface Taken {
  readonly path: string;
  readonly kind: 'file' | 'folder';
}

/** The paths of one patch, to see that none is in the way of another on any disk. */
export class PatchPaths {
  readonly #taken = new Map<string, Taken>();

  /** Takes a path. @throws ArtemisError `ARTEMIS_E_PATH_REFUSED` when one taken before is the same, a twin in other letters, or in its way. */
  add(path: SafePath): void {
    const segments = path.split('/');
    const wanted = segments.map((_, index): Taken => ({
      path: segments.slice(0, index + 1).join('/'),
      kind: index === segments.length - 1 ? 'file' : 'folder',
    }));
    for (const one of wanted) this.#refuseClash(path, one);
    for (const one of wanted) this.#taken.set(foldPath(one.path), one);
  }

  #refuseClash(path: SafePath, wanted: Taken): void {
    const taken = this.#taken.get(foldPath(wanted.path));
    if (!taken) return;
    if (taken.path !== wanted.path)
      throw pathRefused(path, 'twin', `the patch also has ${JSON.stringify(taken.path)}, and to some disks that is the same name`);
    if (taken.kind !== wanted.kind)
      throw pathRefused(path, 'below-a-file', `the patch has ${JSON.stringify(taken.path)} both as a file and as a folder`);
    if (taken.kind === 'file') throw pathRefused(path, 'duplicate', 'the patch changes it twice');
  }
}
