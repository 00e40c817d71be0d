import type { Writable } from 'node:stream';
import { sanitizeText, type Redactor } from '@artemis/core';
import { paint } from './colour.ts';
import type { Line } from './line.ts';

/** How an {@link Output} prints. */
export interface OutputOptions {
  readonly colour: boolean;
  /** Takes secrets out of everything that is printed. It may learn of more while the command runs. */
  readonly redactor: () => Redactor;
  /** Told when the stream breaks for another reason than a reader that has gone, such as a full disk. */
  readonly onFailure: (error: unknown) => void;
}

/** One stream that text is written to until its reader goes away. */
export class Output {
  readonly isTTY: boolean;
  readonly colour: boolean;
  readonly #stream: Writable;
  readonly #onFailure: (error: unknown) => void;
  readonly #redactor: () => Redactor;
  #closed = false;

  constructor(stream: Writable & { readonly isTTY?: boolean }, options: OutputOptions) {
    this.#stream = stream;
    this.isTTY = stream.isTTY === true;
    this.colour = options.colour;
    this.#onFailure = options.onFailure;
    this.#redactor = options.redactor;
    stream.on('error', (error) => this.#end(error));
  }

  /** Writes lines, each made safe for a terminal and in its colour. */
  print(...lines: readonly Line[]): void {
    for (const { text, tone } of lines) {
      // A line stays one line: foreign text must not be able to look like a line of ours.
      const safe = sanitizeText(this.#redactor().redact(text)).replace(/[\n\t]/g, ' ');
      this.write(`${this.colour ? paint(safe, tone) : safe}\n`);
    }
  }

  /** Writes a document as one line of JSON. */
  json(value: unknown): void {
    this.write(`${this.safeJson(JSON.stringify(value))}\n`);
  }

  /** Writes a document as JSON for people to read. */
  prettyJson(value: unknown): void {
    this.write(`${this.safeJson(JSON.stringify(value, null, 2))}\n`);
  }

  /** Writes text as it is. */
  write(text: string): void {
    if (!this.#closed) this.#stream.write(text);
  }

  /** Resolves when everything written has left this process. */
  drained(): Promise<void> {
    // A file has no queue: what was written is written.
    if (this.#closed || !this.#stream.writableLength) return Promise.resolve();
    return new Promise((resolve) => {
      this.#stream.once('close', () => resolve());
      this.#stream.write('', () => resolve());
    });
  }

  #end(error: unknown): void {
    const already = this.#closed;
    this.#closed = true;
    const gone = error instanceof Error && 'code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED');
    if (!already && !gone) this.#onFailure(error);
  }

  /** Text without secrets. */
  redacted(text: string): string {
    return this.#redactor().redact(text);
  }

  /** JSON without secrets and without anything a terminal would obey. */
  safeJson(json: string): string {
    return this.#redactor()
      .redactJson(json)
      .replace(obeyed, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
  }
}

/** JSON escapes the first 32 control characters only; a terminal obeys the others too. */
const obeyed = /[\x7f-\x9f\u061c\u200b-\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]/g;
