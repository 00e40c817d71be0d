import { Redactor, sanitizeLine, sanitizeText, type Finding } from '@artemis/core';
import { changedLines, type FileDiff } from '../diff/file-diff.ts';
import type { ModelFinding } from './model-finding.ts';

/** Findings that stand where the change is, and what became of the others. */
export interface PlacedFindings {
  readonly findings: readonly Finding[];
  /** Findings that were put on the line they quote. */
  readonly moved: number;
  /** Findings about what the change does not touch. */
  readonly dropped: number;
}

const longestMessage = 400;
const longestSuggestion = 600;
const redactor = new Redactor();

/**
 * Holds findings of a model against the change: one that quotes a changed line stands at that line, whatever number it gave; one
 * that quotes what is not there is dropped. Without a quote the number must be that of a changed line, and it blocks nothing.
 */
export function placeFindings(found: readonly ModelFinding[], diffs: readonly FileDiff[]): PlacedFindings {
  const placed = found.map((finding) => place(finding, diffs));
  const findings = placed.flatMap((one) => one ?? []);
  return {
    findings: findings.map(({ finding }) => finding),
    moved: findings.filter(({ isMoved }) => isMoved).length,
    dropped: placed.length - findings.length,
  };
}

interface Placed {
  readonly finding: Finding;
  readonly isMoved: boolean;
}

function place(found: ModelFinding, diffs: readonly FileDiff[]): Placed | undefined {
  const diff = diffOf(found.path, diffs);
  if (!diff) return undefined;
  const quote = normal(found.quote ?? '');
  const lines = quote === '' ? [...changedLines(diff)].filter((line) => line === found.line) : linesThatSay(quote, diff);
  const line = nearest(lines, found.line);
  if (line === undefined) return undefined;
  const severity = quote === '' && found.severity === 'blocking' ? 'warning' : found.severity;
  const suggestion = suggestionFor(found, diff, line);
  const finding = { path: diff.path, line, severity, message: clean(found.message), ...(suggestion !== undefined && { suggestion }) };
  return { finding, isMoved: line !== found.line };
}

/** A path as it is, or as tools write it in a diff. */
function diffOf(path: string, diffs: readonly FileDiff[]): FileDiff | undefined {
  const bare = path.replace(/^(?:\.\/)+/, '');
  const names = [bare, bare.replace(/^[ab]\//, '')];
  return names.map((name) => diffs.find((diff) => diff.path === name)).find((diff) => diff !== undefined);
}

/** Changed lines with this text: lines that were added, and the places of lines that are gone. */
function linesThatSay(quote: string, { old, now, added, removed }: FileDiff): readonly number[] {
  const here = [...added].filter((line) => says(now[line - 1] ?? '', quote));
  if (here.length > 0) return here;
  return [...removed].flatMap(([line, gap]) => (says(old[line - 1] ?? '', quote) ? [gap] : []));
}

/** A model quotes a line, or a good part of it. What it was shown had no secrets in it. */
function says(line: string, quote: string): boolean {
  const texts = [normal(line), normal(redactor.redact(line))];
  return texts.some((text) => text === quote || (text.includes(quote) && quote.length * 2 >= text.length));
}

const normal = (text: string): string => text.replace(/\s+/g, ' ').trim();

const nearest = (lines: readonly number[], wanted: number): number | undefined =>
  lines.toSorted((one, other) => Math.abs(one - wanted) - Math.abs(other - wanted) || one - other)[0];

/** Free text, on one line and without the marks that frame quoted text: it is shown, and never followed. */
const clean = (text: string): string => redactor.redact(sanitizeLine(text.replaceAll(/<{3,}|>{3,}/g, ' '), longestMessage));

/** Only a line that is there can be replaced. */
function suggestionFor({ suggestion }: ModelFinding, { now, added }: FileDiff, line: number): string | undefined {
  if (suggestion === undefined || !added.has(line) || suggestion.length > longestSuggestion) return undefined;
  const text = redactor.redact(sanitizeText(suggestion)).replace(/\n$/, '');
  return text === now[line - 1] ? undefined : text;
}
