import type { FileHandle } from 'node:fs/promises';
import type { Random } from '../../src/ports/random.ts';
import type { FileSystem } from '../../src/ports/file-system.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';

/** A disk of one file, in memory. What is not synced when the power fails is kept up to a random byte. */
export class MemoryDisk {
  #synced: Buffer = Buffer.alloc(0);
  #pending: Buffer = Buffer.alloc(0);

  get bytes(): Buffer {
    return Buffer.concat([this.#synced, this.#pending]);
  }

  /** The power fails. */
  crash(random: Random): void {
    const kept = Math.floor(random.fraction() * (this.#pending.length + 1));
    this.#synced = Buffer.concat([this.#synced, this.#pending.subarray(0, kept)]);
    this.#pending = Buffer.alloc(0);
  }

  /** The part of a file system that a journal uses. A handle that was open during a crash writes nowhere. */
  fileSystem(): FileSystem {
    const open = async (): Promise<FileHandle> => this.#handle();
    return { ...nodeFileSystem, open };
  }

  #handle(): FileHandle {
    const handle: Pick<FileHandle, 'appendFile' | 'datasync' | 'read' | 'truncate' | 'close' | 'writeFile'> = {
      appendFile: async (data) => void (this.#pending = Buffer.concat([this.#pending, Buffer.from(data as string)])),
      writeFile: async () => {},
      datasync: async () => this.#sync(),
      read: (async (buffer: Buffer, offset: number, length: number, position: number) => ({
        bytesRead: this.bytes.copy(buffer, offset, position, position + length),
        buffer,
      })) as FileHandle['read'],
      truncate: async (length = 0) => {
        this.#synced = this.bytes.subarray(0, length);
        this.#pending = Buffer.alloc(0);
      },
      close: async () => {},
    };
    return handle as FileHandle;
  }

  #sync(): void {
    this.#synced = this.bytes;
    this.#pending = Buffer.alloc(0);
  }
}
