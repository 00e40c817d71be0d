import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Who is asked, and until when. */
export interface Asked {
  readonly input: Readable;
  /** Shows the question. */
  readonly write: (text: string) => void;
  /** Rejects the question with an AbortError. */
  readonly signal: AbortSignal;
}

/** Asks a question that is answered by `y` or `yes`. Everything else is a no, the end of the input too. */
export async function askYesNo(question: string, { input, write, signal }: Asked): Promise<boolean> {
  // Not as a terminal: Ctrl-C has to stay a signal.
  const lines = createInterface({ input, terminal: false });
  try {
    write(`${question} [y/N] `);
    const ended = once(lines, 'close', { signal }).then(() => ['']);
    const [answer] = await Promise.race([once(lines, 'line', { signal }), ended]);
    return /^y(?:es)?$/i.test(String(answer).trim());
  } finally {
    lines.close();
    // An open stdin would keep the process alive.
    input.pause();
  }
}
