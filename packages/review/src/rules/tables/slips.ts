import type { LineRule } from '../rule.ts';

const python = /\.pyi?$/;

/** Slips of the pen that a compiler lets through. */
export const slips: readonly LineRule[] = [
  {
    name: 'off-by-one',
    severity: 'warning',
    files: /\.(?:[cm]?[jt]sx?|vue|svelte|java|kt|cs|dart)$/,
    look: 'text',
    // Only where the element behind the last one is really read, on the line or the next.
    pattern:
      /\bfor\s*\([^;()]{0,80}?(\w+)\s*=\s*0\s*;\s*\1\s*<=\s*([\w.]{1,60})\.(?:length|Length|Count|size\(\))\s*;[^)]{0,40}\)[^\n]{0,200}?\2(?:\[\s*\1\s*\]|\.get\(\s*\1\s*\))/,
    message: 'The last turn of this loop reads behind the end.',
    mend: (line) => line.replace('<=', '<'),
  },
  {
    name: 'off-by-one',
    severity: 'warning',
    files: python,
    look: 'text',
    pattern: /\bfor\s+(\w+)\s+in\s+range\(\s*len\((\w+)\)\s*\+\s*1\s*\):[^\n]{0,200}?\2\[\s*\1\s*\]/,
    message: 'The last turn of this loop reads behind the end.',
  },
  {
    name: 'assignment-as-condition',
    severity: 'warning',
    files: /\.(?:[cm]?[jt]sx?|vue|svelte|php|c|cc|cpp)$/,
    look: 'code',
    pattern:
      /\b(?:if|while)\s*\(\s*[\w.$>[\]-]{1,80}\s*=\s*(?:-?\d[\w.]*|true|false|null|undefined|[A-Z][A-Z0-9_]+|"\s*"|'\s*'|`\s*`)\s*\)/,
    message: 'This assigns where it should compare, so that it always, or never, holds.',
  },
  {
    name: 'mutable-default',
    severity: 'warning',
    files: python,
    look: 'code',
    pattern: /^\s*(?:async\s+)?def\s+\w+\s*\([^)\n]{0,200}?\w\s*(?::[^=,)]{1,60})?=\s*(?:\[\s*\]|\{\s*\}|(?:list|dict|set)\(\s*\))/,
    message: 'All calls share this one default: what one of them puts in, the next one finds.',
  },
  {
    name: 'unclosed-file',
    severity: 'warning',
    inTests: 'off',
    files: python,
    look: 'code',
    pattern: /^\s*\w+\s*=\s*open\s*\(/,
    unless: ({ views }) => views.code.some((line) => /\.close\s*\(|\bclosing\s*\(|enter_context\s*\(/.test(line)),
    message: 'Nothing closes this file when the lines behind it fail. Use `with`.',
  },
];
