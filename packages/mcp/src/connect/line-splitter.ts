import { constants } from 'node:buffer';

const newline = 10;

/** Cuts a stream of bytes into lines, and holds no more of it than one line may have. */
export class LineSplitter {
  readonly #maxBytes: number;
  #pending: Buffer[] = [];
  #pendingBytes = 0;

  /** @param maxBytes - Longest line, in bytes. */
  constructor(maxBytes: number) {
    this.#maxBytes = Math.min(maxBytes, constants.MAX_STRING_LENGTH);
  }

  /** @returns The lines that end in this chunk, without their ends; `null` when one is too long. After that it is of no more use. */
  push(chunk: Buffer): readonly string[] | null {
    const lines: string[] = [];
    let from = 0;
    for (let end = chunk.indexOf(newline); end !== -1; end = chunk.indexOf(newline, from)) {
      if (!this.#keep(chunk.subarray(from, end))) return null;
      lines.push(this.#take());
      from = end + 1;
    }
    return this.#keep(chunk.subarray(from)) ? lines : null;
  }

  #keep(bytes: Buffer): boolean {
    this.#pendingBytes += bytes.length;
    if (this.#pendingBytes > this.#maxBytes) return false;
    if (bytes.length > 0) this.#pending.push(bytes);
    return true;
  }

  #take(): string {
    const line = Buffer.concat(this.#pending, this.#pendingBytes).toString('utf8').replace(/\r$/, '');
    this.#pending = [];
    this.#pendingBytes = 0;
    return line;
  }
}
