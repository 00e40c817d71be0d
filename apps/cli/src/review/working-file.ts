import { constants } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Content of a file of the project; `null` when it is no plain file, or its path leads over a link: what is reviewed may be shown to a
 * model, and must not be a file of somebody else.
 *
 * @throws What the disk says.
 */
export async function readWorkingFile(root: string, path: string, maxBytes: number): Promise<Buffer | 'too-large' | null> {
  const folder = join(root, dirname(path));
  if ((await realpath(folder)) !== folder) return null;
  // To open a pipe would wait for its writer.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await open(join(folder, basename(path)), flags).catch((error: unknown) => {
    if (isLink(error)) return null;
    throw error;
  });
  if (!file) return null;
  try {
    const stats = await file.stat();
    if (!stats.isFile()) return null;
    if (stats.size > maxBytes) return 'too-large';
    const content = await file.readFile();
    return content.length > maxBytes ? 'too-large' : content;
  } finally {
    await file.close();
  }
}

const isLink = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ELOOP' || error.code === 'EMLINK');
