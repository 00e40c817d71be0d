import type { SafePath } from './path-guard.ts';
import type { ProjectFiles } from './project-files.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { sha256 } from './sha256.ts';

/** Codes that say: something is there, and it is nothing this run has written. */
const foreign: readonly string[] = ['ARTEMIS_E_PATH_REFUSED', 'ARTEMIS_E_FILE_UNREADABLE'];

/** Hash of the file that is now at a path (or at another name beside it); `null` for none; the word `foreign`, equal to no hash, for what is no readable regular file. */
export async function hashAt(path: SafePath, files: ProjectFiles, name?: string): Promise<string | null> {
  try {
    const found = await (name === undefined ? files.read(path) : files.readBeside(path, name));
    return found && sha256(found.bytes);
  } catch (error) {
    if (error instanceof ArtemisError && foreign.includes(error.code)) return 'foreign';
    throw error;
  }
}
