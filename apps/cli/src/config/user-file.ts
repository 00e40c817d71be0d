import { dirname } from 'node:path';
import { ArtemisError, describeFailure, makeFolder, nodeFileSystem, writeFileAtomic } from '@artemis/core';
import { parseJson } from './parse-json.ts';
import { readSmallFile } from './read-small-file.ts';

/** Reads a JSON file that Artemis keeps for the user; `null` when there is none. A broken one is an error, never the defaults. */
export async function readUserFile(file: string): Promise<unknown> {
  const text = await readSmallFile(file);
  return text === null ? null : parseJson(file, text);
}

/**
 * Replaces a JSON file that Artemis keeps for the user, readable by its owner only.
 *
 * @throws ArtemisError `ARTEMIS_E_LOCAL_STATE` when it cannot be written; the old one is then intact.
 */
export async function writeUserFile(file: string, value: unknown): Promise<void> {
  try {
    await makeFolder(nodeFileSystem, dirname(file), 0o700);
    await writeFileAtomic(file, `${JSON.stringify(value, null, 2)}\n`);
  } catch (error) {
    throw new ArtemisError('ARTEMIS_E_LOCAL_STATE', `${file} cannot be written: ${describeFailure(error)}.`, {
      hint: 'Make the folder writable, or set XDG_CONFIG_HOME to another one.',
      cause: error,
      facts: { path: file },
    });
  }
}
