import { Redactor, sanitizeLine, type CheckReport } from '@artemis/core';
import { codeViews } from '../diff/code-views.ts';
import type { FileDiff } from '../diff/file-diff.ts';
import { isGeneratedPath, isTestPath } from '../diff/path-kind.ts';
import { checkFindings } from './find-check-remarks.ts';
import { hiddenCharacterFindings } from './find-hidden-characters.ts';
import { lostTestFindings } from './find-lost-tests.ts';
import { manifestFindings } from './find-manifest-changes.ts';
import { rewriteFindings } from './find-rewrites.ts';
import { secretFindings } from './find-secret-lines.ts';
import { sizeFindings } from './find-size.ts';
import { lineFindings } from './line-findings.ts';
import type { ChangeRule, FileFacts, RuleFinding } from './rule.ts';
import type { RuleOptions } from './rule-options.ts';

const redactor = new Redactor();
const longestMessage = 400;
const changeRules: readonly ChangeRule[] = [
  secretFindings,
  hiddenCharacterFindings,
  lostTestFindings,
  manifestFindings,
  rewriteFindings,
  sizeFindings,
];

/** What the project's tools find may be several things about one line. */
const severalOfALine: ReadonlySet<string> = new Set(['dependency', 'lint', 'type-error']);

/** Every finding of the rules, at most one of a rule for a line. */
export function findByRules(diffs: readonly FileDiff[], { rules = {} }: RuleOptions, checks?: CheckReport): readonly RuleFinding[] {
  const files = diffs.map(factsOf);
  const written = files.filter(({ diff }) => !isGeneratedPath(diff.path));
  const found = [...(checks ? checkFindings(checks) : []), ...changeRules.flatMap((rule) => rule(files)), ...written.flatMap(lineFindings)];
  const byPlace = new Map<string, RuleFinding>();
  for (const finding of found) {
    const severity = rules[finding.rule] ?? finding.severity;
    const place = `${finding.path}\n${finding.line}\n${finding.rule}${severalOfALine.has(finding.rule) ? finding.message : ''}`;
    if (severity !== 'off' && !byPlace.has(place)) byPlace.set(place, { ...clean(finding), severity });
  }
  return [...byPlace.values()];
}

/** Names out of the project may stand in a message, and a secret in a line that was mended. */
function clean({ suggestion, ...finding }: RuleFinding): RuleFinding {
  const message = redactor.redact(sanitizeLine(finding.message, longestMessage));
  const isHarmless = suggestion !== undefined && redactor.redact(suggestion) === suggestion;
  return { ...finding, message, ...(isHarmless && { suggestion }) };
}

const factsOf = (diff: FileDiff): FileFacts => ({ diff, views: codeViews(diff.path, diff.now), isTest: isTestPath(diff.path) });
