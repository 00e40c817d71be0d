import { posix } from 'node:path';

/** Path of the file a relative import means, from the repository root. `undefined` for a bare specifier. */
export function resolveRelative(importer: string, specifier: string): string | undefined {
  return specifier.startsWith('.') ? posix.join(posix.dirname(importer), specifier) : undefined;
}

/** Package a bare specifier belongs to: `@a/b/c` → `@a/b`, `x/y` → `x`. `undefined` for relative and `node:` specifiers. */
export function packageOf(specifier: string): string | undefined {
  if (/^([./#]|node:)/.test(specifier)) return undefined;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}
