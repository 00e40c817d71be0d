import type { BuildBaseline } from '../capability/build.ts';
import type { ToolList, ToolResult } from '../capability/mcp.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { CheckReport } from '../task/check-report.ts';
import type { ContextItem } from '../task/context-item.ts';
import type { Patch } from '../task/patch.ts';
import type { Plan } from '../task/plan.ts';
import type { ReviewReport } from '../task/review-report.ts';
import { plainCopy } from './plain-copy.ts';

/** What components hand back, by the name of its shape. */
interface Shapes {
  readonly plan: Plan;
  readonly items: readonly ContextItem[];
  readonly prompt: string | null;
  readonly tools: ToolList;
  readonly result: ToolResult;
  readonly patch: Patch;
  readonly baseline: BuildBaseline;
  readonly build: BuildReport;
  readonly review: ReviewReport;
  readonly checks: CheckReport;
}

/**
 * Lets a component's answer through when it has the shape its contract promises, as a copy that is plain JSON. Plugins come from
 * outside: what TypeScript says of them is a promise, not a fact.
 *
 * @throws ArtemisError `ARTEMIS_E_BAD_SHAPE`; the component has then failed, and the next one serves.
 */
export function expectShape<N extends Exclude<keyof Shapes, 'tools'>>(name: N, answer: Shapes[N]): Shapes[N] {
  const copy = plainCopy(answer);
  if (fits[name](copy)) return copy as Shapes[N];
  throw badShape(name);
}

/** The error for what breaks its contract. */
export const badShape = (name: keyof Shapes): ArtemisError =>
  new ArtemisError('ARTEMIS_E_BAD_SHAPE', `What came back is no ${name}.`, {
    hint: 'The plugin that served this breaks its contract; update it or switch it off.',
    facts: { shape: name },
  });

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isListOf = (value: unknown, item: (value: Fields) => boolean): boolean =>
  Array.isArray(value) && value.every((one) => isRecord(one) && item(one));
const isRecordWith = (value: unknown, fields: (value: Fields) => boolean): boolean => isRecord(value) && fields(value);

const fits: { readonly [N in Exclude<keyof Shapes, 'tools'>]: (answer: unknown) => boolean } = {
  plan: (answer) =>
    isRecordWith(
      answer,
      ({ steps, strategy }) => isText(strategy) && isListOf(steps, ({ title }) => isText(title)) && (steps as unknown[]).length > 0,
    ),
  items: (answer) => isListOf(answer, ({ title, text }) => isText(title) && isText(text)),
  prompt: (answer) => answer === null || isText(answer),
  result: (answer) => isRecordWith(answer, ({ ok, text }) => typeof ok === 'boolean' && isText(text)),
  patch: (answer) =>
    isRecordWith(
      answer,
      ({ approach, changes, missing = [] }) =>
        isText(approach) && isListOf(changes, isChange) && Array.isArray(missing) && missing.every(isText),
    ),
  baseline: (answer) => isRecordWith(answer, ({ madeBy, lock }) => isText(madeBy) && (lock === undefined || isLock(lock))),
  build: (answer) =>
    isRecordWith(answer, (report) => {
      const { status, summary, evidence } = report;
      return (
        isOneOf(status, gateStatuses) &&
        isText(summary) &&
        isRecordWith(evidence, ({ kind }) => isOneOf(kind, evidenceKinds)) &&
        hasGateDetails(report)
      );
    }),
  checks: (answer) =>
    isRecordWith(
      answer,
      ({ tools, remarks, notes }) =>
        [tools, notes].every((texts) => Array.isArray(texts) && texts.every(isText)) && isListOf(remarks, isRemark),
    ),
  review: (answer) => isRecordWith(answer, ({ status, findings }) => isOneOf(status, reviewStatuses) && isListOf(findings, isFinding)),
};

const isRemark = ({ path, line, tool, kind, isError, message }: Fields): boolean =>
  [path, tool, message].every(isText) && Number.isInteger(line) && isOneOf(kind, ['type', 'lint']) && typeof isError === 'boolean';

const gateStatuses: readonly BuildReport['status'][] = ['passed', 'failed', 'inconclusive', 'not-built'];
const evidenceKinds: readonly BuildReport['evidence']['kind'][] = ['fails-without-change', 'planted-defect', 'none'];
const reviewStatuses: readonly ReviewReport['status'][] = ['approved', 'changes-requested', 'unreviewed'];
const isOneOf = (value: unknown, known: readonly unknown[]): boolean => known.includes(value);

const isChange = ({ kind, path, content }: Fields): boolean => isText(path) && (kind === 'delete' || (kind === 'write' && isText(content)));
const isLock = (lock: unknown): boolean =>
  isRecordWith(
    lock,
    ({ paths, configNames }) =>
      isListOf(paths, ({ path, is }) => isText(path) && isOneOf(is, ['test', 'config', 'snapshot'])) &&
      Array.isArray(configNames) &&
      configNames.every(isPattern),
  );
const isPattern = (source: unknown): boolean => {
  try {
    return isText(source) && new RegExp(source) instanceof RegExp;
  } catch {
    return false;
  }
};
const isFinding = ({ path, line, message, severity }: Fields): boolean =>
  isText(path) && Number.isInteger(line) && isText(message) && isOneOf(severity, ['blocking', 'warning', 'note']);

/** What a report of the gate may say beside its verdict. */
const hasGateDetails = ({ command, output, exitCode, tests, warnings, durationMs }: Fields): boolean =>
  [command, output].every((text) => text === undefined || isText(text)) &&
  (exitCode === undefined || exitCode === null || Number.isInteger(exitCode)) &&
  (tests === undefined || isListOf(tests, ({ name, status }) => isText(name) && isOneOf(status, testStatuses))) &&
  (warnings === undefined || (Array.isArray(warnings) && warnings.every(isText))) &&
  typeof durationMs === 'number';
const testStatuses: readonly unknown[] = ['passed', 'failed', 'skipped'];
