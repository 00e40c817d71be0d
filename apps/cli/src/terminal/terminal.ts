import { Redactor } from '@artemis/core';
import { Output } from './output.ts';
import { wantsColour } from './colour.ts';

/** Where a command prints: data to `out`, everything else to `err`. */
export interface Terminal {
  readonly out: Output;
  readonly err: Output;
  /** Whether the cursor may be moved on `err`: a terminal, and no build server. */
  readonly live: boolean;
  /** Width of `err` in cells. */
  columns(): number;
  /** Keeps further values from being printed. */
  hide(secrets: readonly string[]): void;
}

/** How the streams are opened. */
export interface TerminalOptions {
  readonly noColour: boolean;
  /** Values that must not be printed. */
  readonly secrets: readonly string[];
  /** Told when a stream breaks, other than by a reader that has gone. */
  readonly onFailure: (error: unknown) => void;
}

/** The streams of this process. */
export function openTerminal({ noColour, secrets, onFailure }: TerminalOptions): Terminal {
  const { stdout, stderr, env } = process;
  const open = (stream: NodeJS.WriteStream): Output =>
    new Output(stream, { colour: wantsColour(stream, env, noColour), redactor: () => redactor, onFailure });
  let hidden = secrets;
  let redactor = new Redactor(hidden);
  return {
    out: open(stdout),
    err: open(stderr),
    live: stderr.isTTY && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === '',
    // Some pseudo-terminals say 0.
    columns: () => stderr.columns || 80,
    hide(more) {
      hidden = [...hidden, ...more];
      redactor = new Redactor(hidden);
    },
  };
}
