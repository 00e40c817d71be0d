import { indentOf, isBlank } from './text-lines.ts';

/**
 * Gives new lines the indentation of the file, learnt from the lines an edit quoted and those they stand for.
 *
 * @param quoted - Lines as the edit has them, one for each of `actual`.
 * @param actual - The same lines as the file has them.
 * @param wanted - Lines to put there, indented as in the edit.
 * @returns `null` when one indentation of the edit stands for several of the file, so that nothing can be learnt.
 */
export function reindent(quoted: readonly string[], actual: readonly string[], wanted: readonly string[]): readonly string[] | null {
  const learnt = new Map<string, string>();
  for (const [index, line] of quoted.entries()) {
    const real = actual[index] ?? '';
    if (isBlank(line) || isBlank(real)) continue;
    const known = learnt.get(indentOf(line));
    if (known !== undefined && known !== indentOf(real)) return null;
    learnt.set(indentOf(line), indentOf(real));
  }
  return wanted.map((line) => (isBlank(line) ? '' : translate(indentOf(line), learnt) + line.slice(indentOf(line).length)));
}

function translate(indent: string, learnt: ReadonlyMap<string, string>): string {
  const exact = learnt.get(indent);
  if (exact !== undefined) return exact;
  const below = [...learnt.keys()].filter((known) => indent.startsWith(known)).toSorted((a, b) => b.length - a.length)[0];
  if (below !== undefined) return (learnt.get(below) ?? '') + inUnitsOf(learnt, indent.slice(below.length));
  const above = [...learnt.keys()].filter((known) => known.startsWith(indent)).toSorted((a, b) => a.length - b.length)[0];
  if (above === undefined) return indent;
  const outer = inUnitsOf(learnt, above.slice(indent.length));
  const real = learnt.get(above) ?? '';
  return real.endsWith(outer) ? real.slice(0, real.length - outer.length) : real;
}

/** Further indentation in the file's own unit: four spaces of an edit are one tab in a file of tabs. Alignment by one space stays. */
function inUnitsOf(learnt: ReadonlyMap<string, string>, rest: string): string {
  const quotedTabs = [...learnt.keys()].some((quoted) => quoted.includes('\t'));
  const realTabs = [...learnt.values()].some((real) => real.includes('\t'));
  const realSpaces = [...learnt.values()].some((real) => real.includes(' '));
  if (realTabs && !quotedTabs && /^ {2,}$/.test(rest)) return '\t'.repeat(Math.max(1, Math.round(rest.length / spacesPerTab(learnt))));
  if (realSpaces && !realTabs && rest.includes('\t')) return rest.replaceAll('\t', ' '.repeat(4));
  return rest;
}

function spacesPerTab(learnt: ReadonlyMap<string, string>): number {
  for (const [quoted, real] of learnt) {
    const tabs = real.split('\t').length - 1;
    if (tabs > 0 && quoted.length >= tabs && !quoted.includes('\t')) return quoted.length / tabs;
  }
  return 4;
}
