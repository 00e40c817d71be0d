import type { SafePath } from '../guard/path-guard.ts';
import type { ProjectFiles } from '../disk/project-files.ts';
import type { FoundFile } from '../disk/read-regular-file.ts';
import { ArtemisError } from '../../errors/artemis-error.ts';
import { sha256 } from '../disk/sha256.ts';

/** Codes that say: something is there, and it is nothing this run has written. */
const foreign: readonly string[] = ['ARTEMIS_E_PATH_REFUSED', 'ARTEMIS_E_FILE_UNREADABLE'];

/** What is now at a path (or at another name beside it), with its hash. */
export interface HashedFile {
  readonly file: FoundFile | null;
  /** `null` for no file; the word `foreign`, equal to no hash, for what is no readable regular file. */
  readonly hash: string | null;
}

/** Reads what is now at a path, or at another name beside it. */
export async function hashedFileAt(path: SafePath, files: ProjectFiles, name?: string): Promise<HashedFile> {
  try {
    const file = await (name === undefined ? files.read(path) : files.readBeside(path, name));
    return { file, hash: file && sha256(file.bytes) };
  } catch (error) {
    if (error instanceof ArtemisError && foreign.includes(error.code)) return { file: null, hash: 'foreign' };
    throw error;
  }
}

/** Only the hash of {@link hashedFileAt}. */
export async function hashAt(path: SafePath, files: ProjectFiles, name?: string): Promise<string | null> {
  return (await hashedFileAt(path, files, name)).hash;
}
