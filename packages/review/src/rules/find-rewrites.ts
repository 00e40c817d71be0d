import { codeViews } from '../diff/code-views.ts';
import { rewrittenLines, type RewrittenLine } from '../diff/rewritten-lines.ts';
import type { Rewrite } from './rewrite-rule.ts';
import type { ChangeRule, FileFacts, RuleFinding } from './rule.ts';
import { rewrites } from './tables/rewrites.ts';

/** What stands further right was not written by hand. */
const longestLine = 400;

/** What rules say of lines that were written anew. */
export const rewriteFindings: ChangeRule = (files) => {
  const removed = files.flatMap(({ diff }) => [...diff.removed.keys()].map((line) => (diff.old[line - 1] ?? '').slice(0, longestLine)));
  const asyncBefore = new Set(removed.filter((line) => /\basync\b/.test(line)).flatMap((line) => line.match(/[\w$]+/g) ?? []));
  return files.filter(({ isTest }) => !isTest).flatMap((file) => inFile(file, asyncBefore));
};

function inFile({ diff, views }: FileFacts, asyncBefore: ReadonlySet<string>): readonly RuleFinding[] {
  const rules = rewrites.filter(({ files }) => files.test(diff.path));
  const pairs = rules.length > 0 && diff.removed.size > 0 ? rewrittenLines(diff) : [];
  if (pairs.length === 0) return [];
  const old = codeViews(diff.path, diff.old).code;
  const added = [...diff.added].map((line) => (views.code[line - 1] ?? '').slice(0, longestLine));
  const calledNow = new Set(added.flatMap((line) => line.match(/[\w$]+(?=\s*\()/g) ?? []));
  return pairs.flatMap((pair): RuleFinding[] => {
    const rewrite: Rewrite = {
      before: (old[pair.old - 1] ?? '').slice(0, longestLine).trim(),
      after: (views.code[pair.now - 1] ?? '').slice(0, longestLine).trim(),
      isAlone: isAlone(pair, diff),
      calledNow,
      asyncBefore,
    };
    const text = diff.now[pair.now - 1] ?? '';
    return rules
      .filter(({ isFound, unless }) => isFound(rewrite) && unless?.(rewrite) !== true)
      .map(({ name, severity, message, mend }) => ({
        path: diff.path,
        line: pair.now,
        severity,
        message,
        rule: name,
        ...(mend && { suggestion: mend(text) }),
      }));
  });
}

/** Whether neither neighbour of the line was changed. */
const isAlone = ({ old, now }: RewrittenLine, { added, removed }: FileFacts['diff']): boolean =>
  !added.has(now - 1) && !added.has(now + 1) && !removed.has(old - 1) && !removed.has(old + 1);
