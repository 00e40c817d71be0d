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
}

/** The streams of this process. A stream that breaks, other than by a reader that has gone, makes the command fail with 74. */
export function openTerminal(options: { readonly noColour: boolean; readonly onFailure: (error: unknown) => void }): Terminal {
  const { stdout, stderr, env } = process;
  const open = (stream: NodeJS.WriteStream): Output =>
    new Output(stream, { colour: wantsColour(stream, env, options.noColour), onFailure: options.onFailure });
  return {
    out: open(stdout),
    err: open(stderr),
    live: Boolean(stderr.isTTY) && env['TERM'] !== 'dumb' && (env['CI'] ?? '') === '',
    // Some pseudo-terminals say 0.
    columns: () => stderr.columns || 80,
  };
}
