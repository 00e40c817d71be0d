import type { StructuredQuestion } from '@artemis/core';
import type { ModelFinding } from './model-finding.ts';

/** What could be read of an answer. */
export interface ReadFindings {
  readonly findings: readonly ModelFinding[];
  /** Entries that are no findings. */
  readonly unreadable: number;
}

type Schema = Awaited<ReturnType<StructuredQuestion<ReadFindings>['schema']>>;

/** Entries of an answer that are read; a model that writes more is not reviewing. */
const mostEntries = 200;

/** All of the answer fits. */
export const strictFindings: Schema = schemaOf((read) => read.unreadable === 0);
/** The answer is a list of findings; what does not fit is left out and counted. */
export const lenientFindings: Schema = schemaOf(() => true);

function schemaOf(fits: (read: ReadFindings) => boolean): Schema {
  return {
    '~standard': {
      version: 1,
      vendor: '@artemis/review',
      validate(answer) {
        const read = readFindings(answer);
        if (read && fits(read)) return { value: read };
        const message = read
          ? `${read.unreadable} entries lack path, line (a number), severity (blocking, warning or note), message or quote`
          : 'must be a list';
        return { issues: [{ message, path: ['findings'] }] };
      },
    },
  };
}

function readFindings(answer: unknown): ReadFindings | undefined {
  const entries = typeof answer === 'object' && answer !== null && 'findings' in answer ? answer.findings : undefined;
  if (!Array.isArray(entries)) return undefined;
  const findings = entries.slice(0, mostEntries).flatMap((entry: unknown) => findingIn(entry) ?? []);
  return { findings, unreadable: entries.length - findings.length };
}

function findingIn(entry: unknown): ModelFinding | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { path, line, severity, message, quote, suggestion } = entry as Readonly<Record<string, unknown>>;
  if (typeof path !== 'string' || typeof message !== 'string' || message.trim() === '') return undefined;
  if (typeof line !== 'number' || !Number.isSafeInteger(line) || !isSeverity(severity)) return undefined;
  return {
    path,
    line,
    severity,
    message,
    ...(typeof quote === 'string' && { quote }),
    ...(typeof suggestion === 'string' && { suggestion }),
  };
}

const isSeverity = (value: unknown): value is ModelFinding['severity'] => value === 'blocking' || value === 'warning' || value === 'note';
