import { isCommandPath, isProsePath } from '../../diff/path-kind.ts';
import type { LineRule } from '../rule.ts';

const script = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const python = /\.pyi?$/;

/** What is left behind while working: marks, traces, unfinished parts, and checks that were switched off to get on. */
export const leftovers: readonly LineRule[] = [
  {
    name: 'conflict-marker',
    severity: 'blocking',
    look: 'text',
    pattern: /^(?:<{7}|>{7}|\|{7})(?:[ \t]|$)/,
    message: 'A conflict of a merge was left unsolved here.',
  },
  {
    name: 'omitted-code',
    severity: 'blocking',
    files: /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|go|rs|java|kt|cs|php|c|cc|cpp|swift|sh)$/,
    look: 'comments',
    pattern:
      // What stands in quotes is spoken of, and not done.
      /(?<![`"][^`"\n]{0,60})(?:(?:\.{3}|…)\s*(?:the\s+)?(?:existing|rest|remaining|other|previous)\b[^\n]{0,60}\b(?:code|file|functions?|methods?|implementation|imports|unchanged|here)\b|\brest of (?:the )?(?:code|file|function|class|implementation)\b[^\n]{0,40}\b(?:unchanged|here|as before|(?:stays|remains) the same)\b)/i,
    message: 'A comment stands for code that was left out: the code itself is gone.',
  },
  {
    name: 'not-implemented',
    severity: 'warning',
    inTests: 'off',
    look: 'statements',
    files: /\.(?:[cm]?[jt]sx?|go|rs|java|kt|cs)$/,
    pattern:
      /\bthrow\s+new\s+\w+\(\s*["'`](?:not (?:yet )?implemented|unimplemented|todo)\b|\bpanic\(\s*"not implemented|\b(?:todo|unimplemented)!\s*\(|\bNotImplementedException\b/i,
    message: 'This part is not written yet.',
  },
  {
    name: 'debugger',
    severity: 'warning',
    look: 'code',
    files: /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|php|rs)$/,
    pattern:
      /(?<![\w$.'"`-])debugger\s*;?\s*$|\b(?:i?pdb|pudb)\.set_trace\s*\(|(?<![\w.])breakpoint\s*\(\s*\)|\bbinding\.(?:pry|irb)\b|\bvar_dump\s*\(|\bdbg!\s*\(/,
    message: 'This stops or traces the program for whoever looked for a fault.',
  },
  {
    name: 'debug-print',
    severity: 'note',
    inTests: 'off',
    look: 'code',
    files: script,
    pattern: /\bconsole\.(?:log|debug|trace|dir)\s*\(/,
    unless: ({ diff }) => isCommandPath(diff.path) || diff.old.some((line) => /\bconsole\.(?:log|debug|trace|dir)\s*\(/.test(line)),
    message: 'This prints in a file that did not print before. Take it out if it was there to look for a fault.',
  },
  {
    name: 'empty-catch',
    severity: 'warning',
    inTests: 'off',
    look: 'text',
    files: script,
    pattern: /\bcatch\s*(?:\([^()\n]*\))?\s*\{\s*\}/,
    message: 'The error disappears without a trace. Handle it, or say in a comment why it does not matter.',
  },
  {
    name: 'empty-catch',
    severity: 'warning',
    inTests: 'off',
    look: 'text',
    files: python,
    pattern: /^\s*except\b(?:\s+(?:Base)?Exception(?:\s+as\s+\w+)?)?\s*:\s*(?:pass|\.\.\.)\s*$/,
    message: 'Every error disappears without a trace. Catch the one that is meant.',
  },
  {
    name: 'check-off',
    severity: 'warning',
    inTests: 'note',
    look: 'comments',
    files: /\.(?:[cm]?[jt]sx?|vue|svelte|py|go)$/,
    pattern:
      /@ts-(?:ignore|nocheck)\b|\b(?:eslint|oxlint|biome)-(?:disable(?!-next-line)|ignore-all)\b|#\s*type:\s*ignore\b|#\s*noqa\b(?!:)|\/\/\s*nolint\b/,
    message: 'A check is switched off here. Mend what it says, or name the one rule and the reason.',
  },
  {
    name: 'loose-type',
    severity: 'warning',
    inTests: 'off',
    look: 'code',
    files: /\.[cm]?tsx?$/,
    pattern: /\bas\s+any\b|[\w)\]?]\s*:\s*any\b(?:\[\])*\s*(?:[,)=;|&>{]|$)|<any\b/,
    message: '`any` switches the type check off for everything it touches. Use the real type, or `unknown` and a check.',
  },
  {
    name: 'todo',
    severity: 'note',
    look: 'comments',
    files: /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|go|rs|java|kt|cs|php|c|cc|cpp|swift|sh)$/,
    pattern: /\b(?:TODO|FIXME|XXX|HACK)\b/,
    message: 'Something was left for later here.',
  },
  {
    name: 'local-path',
    severity: 'warning',
    inTests: 'note',
    look: 'uncommented',
    unless: ({ diff }) => isProsePath(diff.path),
    pattern: /["'`=\s](?:\/home\/[a-z_][\w-]+|\/Users\/[A-Za-z][\w.-]+|[A-Z]:\\{1,2}Users\\{1,2}\w+)[\\/]/,
    message: 'This path exists on one machine only.',
  },
  {
    name: 'password',
    severity: 'warning',
    inTests: 'off',
    look: 'uncommented',
    unless: ({ diff }) => isProsePath(diff.path),
    pattern:
      /(?:password|passwd|pwd|secret|api_?key|auth_?token)["']?\s*[:=]\s*(["'`])(?!\w*(?:example|changeme|placeholder|your|dummy|xxx)|[a-z_]\w*:[x*!]:\d)(?=[^"'`\s]*[\d!@#%^&*])[^"'`\s${}<>]{6,200}\1/i,
    message: 'A value that should be secret stands in the code. Read it from the environment or from a store for secrets.',
  },
];
