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
  const files = diffs.map(readLines);
  const placed = found.map((finding) => place(finding, files));
  const findings = placed.flatMap((one) => one ?? []);
  return {
    findings: findings.map(({ finding }) => finding),
    moved: findings.filter(({ isMoved }) => isMoved).length,
    dropped: placed.length - findings.length,
  };
}

/** A changed line and what it may be quoted as: what a model was shown of it had no secrets. */
interface QuotableLine {
  readonly line: number;
  readonly texts: readonly string[];
}

interface QuotableFile {
  readonly diff: FileDiff;
  readonly added: readonly QuotableLine[];
  /** Lines that are gone, with the line where they were. */
  readonly removed: readonly QuotableLine[];
}

function readLines(diff: FileDiff): QuotableFile {
  const quotable = (line: number, text = ''): QuotableLine => ({ line, texts: [normal(text), normal(redactor.redact(text))] });
  return {
    diff,
    added: [...diff.added].map((line) => quotable(line, diff.now[line - 1])),
    removed: [...diff.removed].map(([old, gap]) => quotable(gap, diff.old[old - 1])),
  };
}

interface Placed {
  readonly finding: Finding;
  readonly isMoved: boolean;
}

function place(found: ModelFinding, files: readonly QuotableFile[]): Placed | undefined {
  const file = fileOf(found.path, files);
  const message = clean(found.message);
  if (!file || message === '') return undefined;
  const quote = normal(found.quote ?? '');
  const lines = quote === '' ? [...changedLines(file.diff)].filter((line) => line === found.line) : linesThatSay(quote, file);
  const line = nearest(lines, found.line);
  if (line === undefined) return undefined;
  const severity = quote === '' && found.severity === 'blocking' ? 'warning' : found.severity;
  const suggestion = suggestionFor(found, file.diff, line);
  const finding = { path: file.diff.path, line, severity, message, ...(suggestion !== undefined && { suggestion }) };
  return { finding, isMoved: line !== found.line };
}

/** A path as it is, or as tools write it in a diff. */
function fileOf(path: string, files: readonly QuotableFile[]): QuotableFile | undefined {
  const bare = path.replace(/^(?:\.\/)+/, '');
  const names = [bare, bare.replace(/^[ab]\//, '')];
  return names.map((name) => files.find(({ diff }) => diff.path === name)).find((file) => file !== undefined);
}

/** Changed lines with this text: lines that were added, else the places of lines that are gone. */
function linesThatSay(quote: string, { added, removed }: QuotableFile): readonly number[] {
  // A model quotes a line, or a good part of it.
  const says = ({ texts }: QuotableLine): boolean =>
    texts.some((text) => text === quote || (text.includes(quote) && quote.length * 2 >= text.length));
  const here = added.filter(says);
  return (here.length > 0 ? here : removed.filter(says)).map(({ line }) => line);
}

const normal = (text: string): string => text.replace(/\s+/g, ' ').trim();

const nearest = (lines: readonly number[], wanted: number): number | undefined =>
  lines.toSorted((one, other) => Math.abs(one - wanted) - Math.abs(other - wanted) || one - other)[0];

/** Free text, on one line and without the marks that frame quoted text: it is shown, and never followed. */
const clean = (text: string): string => redactor.redact(sanitizeLine(text.replaceAll(/<{3,}|>{3,}/g, ' '), longestMessage)).trim();

/** Only a line that is there can be replaced. */
function suggestionFor({ suggestion }: ModelFinding, { now, added }: FileDiff, line: number): string | undefined {
  if (suggestion === undefined || !added.has(line) || suggestion.length > longestSuggestion) return undefined;
  const text = redactor.redact(sanitizeText(suggestion)).replace(/\n$/, '');
  return text === now[line - 1] ? undefined : text;
}
