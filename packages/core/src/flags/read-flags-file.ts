import { isUtf8 } from 'node:buffer';
import type { FileSystem } from '../ports/file-system.ts';
import { FlagsFileError } from './flags-file-error.ts';

/** Largest flags file that is read. */
const largestBytes = 2 ** 20;

/** Text of a flags file. Throws {@link FlagsFileError} when there is no regular, readable, non-empty UTF-8 file of at most 1 MiB. */
export async function readFlagsFile(file: string, fileSystem: FileSystem): Promise<string> {
  await requireRegularFile(file, fileSystem);
  const bytes = await readBytes(file, fileSystem);
  if (bytes.length > largestBytes) throw tooLarge(file);
  if (!isUtf8(bytes)) throw new FlagsFileError(file, { rule: 'not-json', problem: 'is not UTF-8 text', hint: 'Write it as UTF-8 JSON.' });
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (text.trim() === '')
    throw new FlagsFileError(file, { rule: 'empty', problem: 'is empty', hint: 'Write {} into it if nothing is to be changed.' });
  return text;
}

/** Asked before opening: to open a named pipe would wait for its writer, perhaps for ever. */
async function requireRegularFile(file: string, fileSystem: FileSystem): Promise<void> {
  const stats = await fileSystem.stat(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  if (!stats.isFile())
    throw new FlagsFileError(file, {
      rule: 'not-a-file',
      problem: 'is not a regular file',
      hint: 'Name a JSON file in ARTEMIS_FEATURE_FLAGS.',
    });
  if (stats.size > largestBytes) throw tooLarge(file);
}

/** Reads at most one byte more than is allowed, in case the file grows meanwhile. */
async function readBytes(file: string, fileSystem: FileSystem): Promise<Buffer> {
  try {
    await using handle = await fileSystem.open(file, 'r');
    const buffer = Buffer.alloc(largestBytes + 1);
    let length = 0;
    for (let bytesRead = -1; bytesRead !== 0 && length < buffer.length; length += bytesRead) {
      ({ bytesRead } = await handle.read(buffer, length, buffer.length - length, length));
    }
    return buffer.subarray(0, length);
  } catch (error) {
    throw unreadable(file, error);
  }
}

const tooLarge = (file: string): FlagsFileError =>
  new FlagsFileError(file, {
    rule: 'too-large',
    problem: `is larger than ${largestBytes} bytes`,
    hint: 'Name a file that holds only flags.',
  });

function unreadable(file: string, error: unknown): FlagsFileError {
  const code = (error as NodeJS.ErrnoException | null)?.code ?? 'unknown error';
  if (code === 'ENOENT') {
    return new FlagsFileError(
      file,
      { rule: 'missing', problem: 'does not exist', hint: 'Correct the path in ARTEMIS_FEATURE_FLAGS, or unset it.' },
      error,
    );
  }
  return new FlagsFileError(
    file,
    { rule: 'unreadable', problem: `cannot be read (${code})`, hint: 'Check its permissions, or unset ARTEMIS_FEATURE_FLAGS.' },
    error,
  );
}
