import { setFlagsFromString } from 'node:v8';
import type { Parser } from 'web-tree-sitter';
import type { LanguageName } from './language-name.ts';

/**
 * Grammars whose lexer is one function of more than 100 kB. In the middle of the work V8 begins to optimize it, which takes it 0.3 to
 * 2.9 GB of memory, and ends the process where it cannot get as much. Without that they are not slower.
 */
export const hugeLexers: ReadonlySet<LanguageName> = new Set(['bash', 'cpp', 'powershell']);

/** What V8 asks, while it compiles a function, to know whether it may optimize it later. */
const optimizing = ['wasm-dynamic-tiering', 'wasm-tier-up'] as const;

/** Has the lexer of a parser compiled so that it is never optimized. The settings of V8 are those of the process: they are back on return. */
export function compileUnoptimized(parser: Parser): void {
  for (const setting of optimizing) setFlagsFromString(`--no-${setting}`);
  try {
    // Functions are compiled when they are first called.
    parser.parse('')?.delete();
  } finally {
    for (const setting of optimizing) setFlagsFromString(`--${setting}`);
  }
}
