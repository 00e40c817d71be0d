/** Keeps the first and the last bytes of a stream and forgets the middle, so that endless output takes bounded memory. */
export class CappedOutput {
  readonly #keepBytes: number;
  readonly #head: Buffer[] = [];
  #headBytes = 0;
  #tail: Buffer[] = [];
  #tailBytes = 0;
  #totalBytes = 0;

  /** @param keepBytes - Bytes kept of each end. */
  constructor(keepBytes: number) {
    this.#keepBytes = keepBytes;
  }

  /** Bytes that were ever added. */
  get totalBytes(): number {
    return this.#totalBytes;
  }

  /** Whether something was forgotten. */
  get cut(): boolean {
    return this.#totalBytes > this.#headBytes + this.#tailBytes;
  }

  add(chunk: Buffer): void {
    this.#totalBytes += chunk.length;
    const room = this.#keepBytes - this.#headBytes;
    if (room > 0) {
      const part = chunk.subarray(0, room);
      this.#head.push(part);
      this.#headBytes += part.length;
    }
    if (chunk.length > Math.max(room, 0)) this.#addTail(chunk.subarray(Math.max(room, 0)));
  }

  /** What was kept, with a line that says how much is missing. */
  toString(): string {
    const head = Buffer.concat(this.#head).toString('utf8');
    const tail = Buffer.concat(this.#tail).toString('utf8');
    const missing = this.#totalBytes - this.#headBytes - this.#tailBytes;
    return missing > 0 ? `${head}\n[... ${missing} bytes left out ...]\n${tail}` : head + tail;
  }

  #addTail(chunk: Buffer): void {
    // A copy: a part of a chunk would keep the whole chunk alive.
    this.#tail.push(Buffer.from(chunk.subarray(-this.#keepBytes)));
    this.#tailBytes += Math.min(chunk.length, this.#keepBytes);
    while (
      this.#tailBytes > 2 * this.#keepBytes ||
      (this.#tail.length > 1 && this.#tailBytes - (this.#tail[0]?.length ?? 0) >= this.#keepBytes)
    ) {
      this.#tailBytes -= this.#tail.shift()?.length ?? 0;
    }
    if (this.#tail.length > 512) this.#tail = [Buffer.concat(this.#tail)];
  }
}
