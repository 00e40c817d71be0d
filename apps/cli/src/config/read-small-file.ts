import { isUtf8 } from 'node:buffer';
import { open, stat } from 'node:fs/promises';
import { ConfigError } from './config-error.ts';

/** Largest configuration file, in bytes. Parsers take more than their share of time on larger ones. */
const largestBytes = 64 * 1024;

/**
 * Text of a file the user or a project has written.
 *
 * @returns `null` when there is no such file.
 * @throws ConfigError when there is one that is no readable, regular UTF-8 text file of at most 64 KiB with something in it.
 */
export async function readSmallFile(file: string): Promise<string | null> {
  const bytes = await readBytes(file);
  if (bytes === null) return null;
  const problem = problemOf(bytes);
  if (problem) throw new ConfigError({ file }, problem, { hint: 'Correct the file, or remove it to go on with the defaults.' });
  return bytes.toString('utf8').replace(/^\uFEFF/, '');
}

async function readBytes(file: string): Promise<Buffer | null> {
  try {
    // Asked before opening: to open a named pipe would wait for its writer, perhaps for ever.
    const { size } = await stat(file).then((stats) => (stats.isFile() ? stats : Promise.reject(notRegular(file))));
    await using handle = await open(file, 'r');
    const buffer = Buffer.alloc(Math.min(size, largestBytes) + 1);
    const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
    return buffer.subarray(0, bytesRead);
  } catch (error) {
    if (error instanceof ConfigError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw new ConfigError({ file }, `it cannot be read (${code})`, { hint: 'Check its permissions.', cause: error });
  }
}

const notRegular = (file: string): ConfigError => new ConfigError({ file }, 'it is not a regular file', { hint: 'Replace it by a file.' });

function problemOf(bytes: Buffer): string | null {
  if (bytes.length > largestBytes) return `it is larger than ${largestBytes} bytes`;
  if (bytes.includes(0) || !isUtf8(bytes)) return 'it is not UTF-8 text';
  return bytes.toString('utf8').trim() === '' ? 'it is empty' : null;
}
