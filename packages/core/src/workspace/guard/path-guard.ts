import type { PathRule } from './path-rules.ts';
import { ArtemisError } from '../../errors/artemis-error.ts';
import { foldPath } from './fold-path.ts';
import { grammarRules, segmentRules } from './path-rules.ts';

declare const safe: unique symbol;

/**
 * A path that passed {@link checkPath}: relative, `/` between its parts, the same file on every system.
 * It says nothing about what is on the disk: a parent may still be a link, which is why the workspace walks by folder handles.
 */
export type SafePath = string & { readonly [safe]: true };

/**
 * Checks a path somebody else chose against an allow-list grammar. Pure: the disk is not asked.
 *
 * @throws ArtemisError `ARTEMIS_E_PATH_REFUSED` with `{ path, rule }`.
 */
export function checkPath(path: string): SafePath {
  const broken = brokenRule(path);
  if (broken) throw pathRefused(path, broken.rule, broken.reason);
  return path as SafePath;
}

/** Whether {@link checkPath} would accept a path. */
export function isSafePath(path: string): path is SafePath {
  return brokenRule(path) === undefined;
}

function brokenRule(path: string): PathRule | undefined {
  const broken = grammarRules.find((rule) => rule.breaks(path));
  if (broken) return broken;
  // The folded form as well: a name that only looks harmless may be the harmful one to another file system.
  const segments = path.split('/').flatMap((segment) => [segment, foldPath(segment)]);
  return segmentRules.find((rule) => segments.some((segment) => rule.breaks(segment)));
}

/** The parts of a path: its folders, outermost first, and the name of the file. */
export function splitPath(path: SafePath): { readonly folders: readonly string[]; readonly name: string } {
  const segments = path.split('/');
  const name = segments.pop() ?? '';
  return { folders: segments, name };
}

/** The error for a path that is not touched. */
export function pathRefused(path: string, rule: string, reason: string): ArtemisError {
  return new ArtemisError('ARTEMIS_E_PATH_REFUSED', `Path ${JSON.stringify(shortened(path))} is refused: ${reason}.`, {
    hint: 'Use a plain relative path inside the project, or make this change by hand.',
    facts: { path: shortened(path), rule, reason },
  });
}

/** Errors are printed and stored; a hostile path of a megabyte is not. */
const shortened = (path: string): string => (path.length > 300 ? `${path.slice(0, 300).toWellFormed()}…` : path.toWellFormed());
