import { changeSize } from '../diff/file-diff.ts';
import { isGeneratedPath } from '../diff/path-kind.ts';
import type { ChangeRule, FileFacts, RuleFinding } from './rule.ts';

const mostChangedLines = 800;
const longestLine = 1_000;

/** Changes nobody can read: too many lines, or lines that are too long. What tools write is left out. */
export const sizeFindings: ChangeRule = (files) => {
  const written = files.filter(({ diff }) => !isGeneratedPath(diff.path));
  return [...tooMany(written), ...written.flatMap(tooLong)];
};

function tooMany(files: readonly FileFacts[]): readonly RuleFinding[] {
  const lines = files.reduce((sum, { diff }) => sum + changeSize(diff), 0);
  const [largest] = files.toSorted((one, other) => changeSize(other.diff) - changeSize(one.diff));
  if (!largest || lines <= mostChangedLines) return [];
  const { path, added } = largest.diff;
  const message = `The change has ${lines} lines in ${files.length} files: more than anybody reads with care. Hand it in in parts.`;
  return [{ path, line: added.values().next().value ?? 1, severity: 'warning', message, rule: 'size' }];
}

function tooLong({ diff }: FileFacts): readonly RuleFinding[] {
  const line = [...diff.added].find((place) => (diff.now[place - 1] ?? '').length > longestLine);
  if (line === undefined) return [];
  return [{ path: diff.path, line, severity: 'note', message: `This line has more than ${longestLine} characters.`, rule: 'long-line' }];
}
