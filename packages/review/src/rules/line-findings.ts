import type { CodeViews } from '../diff/code-views.ts';
import { forbiddenInterfaces } from './tables/forbidden-interfaces.ts';
import { hiddenTests } from './tables/hidden-tests.ts';
import { leftovers } from './tables/leftovers.ts';
import { slips } from './tables/slips.ts';
import type { FileFacts, LineRule, RuleFinding, Severity } from './rule.ts';

const lineRules: readonly LineRule[] = [...forbiddenInterfaces, ...hiddenTests, ...leftovers, ...slips];
/** What stands further right is not looked at: such lines are not written by hand. */
const longestLine = 2_000;

/** What the rules about lines say of one file. */
export const lineFindings = (facts: FileFacts): readonly RuleFinding[] =>
  facts.diff.added.size === 0 ? [] : lineRules.flatMap((rule) => findingsOf(rule, facts));

function findingsOf(rule: LineRule, facts: FileFacts): readonly RuleFinding[] {
  const severity = severityOf(rule, facts);
  if (severity === 'off') return [];
  const { diff } = facts;
  return [...diff.added].flatMap((line): RuleFinding[] => {
    if (!isAt(rule, facts, line)) return [];
    const text = diff.now[line - 1] ?? '';
    const mended = rule.mend?.(text) ?? text;
    const { name, message } = rule;
    return [{ path: diff.path, line, severity, message, rule: name, ...(mended !== text && { suggestion: mended }) }];
  });
}

function severityOf(rule: LineRule, facts: FileFacts): Severity | 'off' {
  const { diff, isTest } = facts;
  const isMeant = (rule.files?.test(diff.path) ?? true) && (isTest || !rule.onlyTests) && !rule.unless?.(facts);
  if (!isMeant || (rule.needs && !diff.now.some((line) => rule.needs?.test(line)))) return 'off';
  if (isTest && rule.inTests !== undefined) return rule.inTests;
  return diff.isNew ? (rule.inNewFiles ?? rule.severity) : rule.severity;
}

function isAt({ look, pattern }: LineRule, { diff, views }: FileFacts, line: number): boolean {
  const viewed = (view: keyof CodeViews): string => (views[view][line - 1] ?? '').slice(0, longestLine);
  if (look === 'text') return pattern.test(withNext(diff, line).slice(0, longestLine));
  if (look !== 'statements') return pattern.test(viewed(look));
  const found = pattern.exec(viewed('uncommented'));
  return found !== null && viewed('code').charAt(found.index) === found[0].charAt(0);
}

/** `catch {` and its `}`, or `except:` and its `pass`, often stand on two lines. */
function withNext({ now }: FileFacts['diff'], line: number): string {
  const text = now[line - 1] ?? '';
  return /[{:]\s*$/.test(text) ? `${text} ${(now[line] ?? '').trim()}` : text;
}
