import { fileUnreadable } from './read-regular-file.ts';

/** Text of a file, byte for byte: a byte order mark stays. @throws ArtemisError `ARTEMIS_E_FILE_UNREADABLE` for anything but UTF-8 text. */
export function decodeText(path: string, bytes: Uint8Array): string {
  if (bytes.includes(0)) throw fileUnreadable(path, 'binary', 'is binary');
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw fileUnreadable(path, 'binary', 'is not UTF-8 text');
  }
}
