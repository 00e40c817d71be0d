/** What a body turned out to be, whatever its content type says. */
export type BodyForm = 'events' | 'json' | 'html' | 'empty' | 'other';

const mostRestBytes = 16 * 1024;

/** A response body that is looked at before it is read, and never read beyond a limit. */
export class AnswerBody {
  readonly #source: AsyncIterator<Uint8Array>;
  readonly #maxBytes: number;
  readonly #tooLarge: () => Error;
  readonly #head: Uint8Array[] = [];
  #unparsedBytes = 0;

  /**
   * @param maxBytes - Most bytes between two calls of {@link consumed}.
   * @param tooLarge - Makes the error when there are more.
   */
  constructor(response: Response, maxBytes: number, tooLarge: () => Error) {
    this.#source = (response.body ?? new Blob([]).stream())[Symbol.asyncIterator]();
    this.#maxBytes = maxBytes;
    this.#tooLarge = tooLarge;
  }

  /** Reads as far as it takes to tell the form. */
  async form(): Promise<BodyForm> {
    const decoder = new TextDecoder();
    let start = '';
    for (;;) {
      const form = formOf(start);
      if (form) return form;
      const next = await this.#next();
      if (!next) return start === '' ? 'empty' : 'other';
      this.#head.push(next);
      start = (start + decoder.decode(next, { stream: true })).trimStart();
    }
  }

  /** The whole body as text. @param onPart - Called for each part that holds more than white space. */
  async text(onPart: () => void): Promise<string> {
    const decoder = new TextDecoder();
    const parts: string[] = [];
    for await (const bytes of this.bytes()) {
      const part = decoder.decode(bytes, { stream: true });
      if (part.trim() !== '') onPart();
      parts.push(part);
    }
    return parts.join('') + decoder.decode();
  }

  /** The bytes, those already looked at first. Whoever stops early has to end the request. */
  async *bytes(): AsyncGenerator<Uint8Array, void, void> {
    yield* this.#head.splice(0);
    for (let next = await this.#next(); next; next = await this.#next()) yield next;
  }

  /** Reads the little that may follow an answer, so that its connection can be used again. Never rejects. */
  async discardRest(): Promise<void> {
    try {
      for (let bytes = 0, next = await this.#next(); next && bytes < mostRestBytes; next = await this.#next()) bytes += next.byteLength;
    } catch {
      // The answer is there; its connection may break.
    }
  }

  /** What was read so far is dealt with; the limit counts anew. */
  consumed(): void {
    this.#unparsedBytes = 0;
  }

  async #next(): Promise<Uint8Array | undefined> {
    const { value, done } = await this.#source.next();
    if (done) return undefined;
    this.#unparsedBytes += value.byteLength;
    if (this.#unparsedBytes > this.#maxBytes) throw this.#tooLarge();
    return value;
  }
}

/** The form, as soon as the beginning of the text leaves no doubt. */
function formOf(start: string): BodyForm | undefined {
  if (/^[{[]/.test(start)) return 'json';
  if (start.startsWith('<')) return 'html';
  if (/^(?:data|event|id|retry)?:/.test(start)) return 'events';
  return start.length < 6 && /^[a-z]*$/.test(start) ? undefined : 'other';
}
