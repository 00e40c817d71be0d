import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from '../../src/ports/file-system.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';

/** What was asked of the disk, in order. */
export type DiskCall =
  | { readonly kind: 'append'; readonly at: number; readonly bytes: Buffer }
  | { readonly kind: 'truncate'; readonly length: number }
  | { readonly kind: 'sync' };

/** A disk of one file that writes down what it was asked to do. */
export class TracedDisk {
  readonly calls: DiskCall[] = [];
  #bytes: Buffer;

  constructor(bytes: Buffer = Buffer.of()) {
    this.#bytes = bytes;
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  /** The part of a file system that a journal uses. */
  get fileSystem(): FileSystem {
    return { ...nodeFileSystem, open: async () => this.#handle() };
  }

  #handle(): FileHandle {
    const handle: Pick<FileHandle, 'appendFile' | 'datasync' | 'read' | 'truncate' | 'close' | 'writeFile'> = {
      appendFile: async (data) => this.#append(Buffer.from(data as Uint8Array)),
      writeFile: async () => {},
      datasync: async () => void this.calls.push({ kind: 'sync' }),
      read: (async (buffer: Buffer, offset: number, length: number, position: number) => ({
        bytesRead: this.#bytes.copy(buffer, offset, position, position + length),
        buffer,
      })) as FileHandle['read'],
      truncate: async (length = 0) => {
        this.calls.push({ kind: 'truncate', length });
        this.#bytes = this.#bytes.subarray(0, length);
      },
      close: async () => {},
    };
    return handle as FileHandle;
  }

  #append(bytes: Buffer): void {
    this.calls.push({ kind: 'append', at: this.#bytes.length, bytes });
    this.#bytes = Buffer.concat([this.#bytes, bytes]);
  }
}

/**
 * Every file that a power failure after these calls may leave behind: what was synced is there; of each later write all, nothing or
 * zeros, the last one cut at any byte; a later truncation done or not.
 */
export function* statesAfterPowerLoss(before: Buffer, calls: readonly DiskCall[]): Generator<Buffer> {
  const synced = calls.findLastIndex(({ kind }) => kind === 'sync') + 1;
  const durable = calls.slice(0, synced).reduce(applied, before);
  const pending = calls.slice(synced);
  for (let chosen = 0; chosen < 2 ** pending.length; chosen++) {
    const kept = pending.filter((_, place) => (chosen & (2 ** place)) !== 0);
    const whole = kept.reduce(applied, durable);
    yield whole;
    const last = kept.at(-1);
    if (last?.kind !== 'append') continue;
    for (let cut = last.at; cut < last.at + last.bytes.length; cut++) {
      yield whole.subarray(0, cut);
      yield Buffer.concat([whole.subarray(0, cut), Buffer.alloc(whole.length - cut)]);
    }
  }
}

/** A file after one more call. What lies between its end and a later write reads as zeros. */
function applied(file: Buffer, call: DiskCall): Buffer {
  if (call.kind === 'sync') return file;
  if (call.kind === 'truncate') return file.subarray(0, call.length);
  const { at, bytes } = call;
  const size = Math.max(file.length, at + bytes.length);
  const next = Buffer.concat([file], size);
  bytes.copy(next, at);
  return next;
}
