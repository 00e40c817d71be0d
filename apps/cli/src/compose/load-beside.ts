import { createRequire } from 'node:module';
import { ArtemisError, describeFailure } from '@artemis/core';

const loaders = { rag: () => import('@artemis/rag'), kg: () => import('@artemis/kg') };

/** Packages that some commands need and that need not be there. */
export type BesideName = keyof typeof loaders;

/**
 * Loads a package that is installed beside this one.
 *
 * @throws ArtemisError `ARTEMIS_E_PACKAGE_MISSING` with the command that installs it.
 */
export async function loadBeside<K extends BesideName>(name: K): Promise<Awaited<ReturnType<(typeof loaders)[K]>>> {
  try {
    return (await loaders[name]()) as Awaited<ReturnType<(typeof loaders)[K]>>;
  } catch (error) {
    const reason = isInstalledBeside(name) ? `cannot be loaded: ${describeFailure(error)}` : 'is not installed beside @artemis/cli';
    throw new ArtemisError('ARTEMIS_E_PACKAGE_MISSING', `This command needs @artemis/${name}, which ${reason}.`, {
      hint: `npm install --global @artemis/cli @artemis/${name}    (in a project: npm install --save-dev ...)`,
      cause: error,
    });
  }
}

/** Whether a package of ours can be found from here. Nothing of it is loaded. */
export function isInstalledBeside(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(`@artemis/${name}`);
    return true;
  } catch {
    return false;
  }
}
