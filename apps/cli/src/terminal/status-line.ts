import { sanitizeLine } from '@artemis/core';
import type { Output } from './output.ts';
import type { Line } from './line.ts';

const clear = '\r\u001b[2K';

/** The last line of a terminal, repainted in place. On anything but a terminal it does nothing. */
export class StatusLine {
  readonly #output: Output;
  readonly #text: () => string;
  readonly #columns: () => number;
  #timer: NodeJS.Timeout | undefined;
  #shown = false;

  /** @param text - What the line says now; empty for no line. */
  constructor(output: Output, text: () => string, columns: () => number) {
    this.#output = output;
    this.#text = text;
    this.#columns = columns;
  }

  start(): void {
    this.#timer = setInterval(() => this.#repaint(), 500).unref();
  }

  /** Prints lines above the status line. */
  print(lines: readonly Line[]): void {
    this.#erase();
    this.#output.print(...lines);
    if (this.#timer) this.#repaint();
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.#erase();
  }

  #repaint(): void {
    const text = sanitizeLine(this.#text(), Math.max(this.#columns() - 1, 10));
    this.#erase();
    if (text === '') return;
    this.#output.write(text);
    this.#shown = true;
  }

  #erase(): void {
    if (this.#shown) this.#output.write(clear);
    this.#shown = false;
  }
}
