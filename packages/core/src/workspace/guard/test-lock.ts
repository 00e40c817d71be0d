import type { LockedPath, TestLock } from '../../capability/build.ts';
import { ArtemisError } from '../../errors/artemis-error.ts';
import { foldPath } from './fold-path.ts';
import { changesOnlyDependencies, isManifest } from './manifest-changes.ts';
import type { SafePath } from './path-guard.ts';

/** Why a locked file is locked, by what it is. */
const reasons: Readonly<Record<LockedPath['is'], string>> = {
  test: 'it is a test that was there before the run, and tests are locked',
  config: 'it decides which tests run and how, and tests are locked',
  snapshot: 'tests compare with it, and tests are locked',
};

/** Keeps what tests stand or fall with as it was before the run. */
export class TestGuard {
  readonly #locked: ReadonlyMap<string, LockedPath['is']>;
  readonly #configNames: readonly RegExp[];

  constructor({ paths, configNames }: TestLock) {
    this.#locked = new Map(paths.map(({ path, is }) => [foldPath(path), is]));
    this.#configNames = configNames.map((source) => new RegExp(source, 'i'));
  }

  /**
   * @param before - Text of the file on the disk; `null` when there is none.
   * @param after - Text it would get; `null` when it would be deleted.
   * @throws ArtemisError `ARTEMIS_E_TESTS_LOCKED` with `{ path, rule }`; the rule is `test`, `config` or `snapshot` and what would
   * become of it, such as `test-deleted` or `config-made`.
   */
  check(path: SafePath, before: string | null, after: string | null): void {
    const is = this.#locked.get(foldPath(path)) ?? (before === null && this.#isConfigName(path) ? 'config' : undefined);
    if (is === undefined || (isManifest(path) && changesOnlyDependencies(before, after))) return;
    const rule = `${is}-${before === null ? 'made' : after === null ? 'deleted' : 'changed'}`;
    throw new ArtemisError('ARTEMIS_E_TESTS_LOCKED', `"${path}" is left as it is: ${reasons[is]}.`, {
      hint: 'Change the code so that the tests pass, add tests of your own, or run without locked tests.',
      facts: { path, rule, reason: `${reasons[is]} (${rule})` },
    });
  }

  /** In any letters: to some disks `Jest.config.js` is the file that Jest looks for. */
  #isConfigName(path: SafePath): boolean {
    return this.#configNames.some((name) => name.test(path) || name.test(foldPath(path)));
  }
}
