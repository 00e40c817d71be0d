import type { BuildBaseline } from '../capability/build.ts';
import type { Tool } from '../capability/mcp.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { ContextItem } from '../task/context-item.ts';
import type { Patch } from '../task/patch.ts';
import type { Plan } from '../task/plan.ts';
import type { ReviewReport } from '../task/review-report.ts';

/** What components hand back, by the name of its shape. */
interface Shapes {
  readonly plan: Plan;
  readonly items: readonly ContextItem[];
  readonly prompt: string | null;
  readonly tools: readonly Tool[];
  readonly patch: Patch;
  readonly baseline: BuildBaseline;
  readonly build: BuildReport;
  readonly review: ReviewReport;
}

/**
 * Lets a component's answer through when it has the shape its contract promises. Plugins come from outside: what TypeScript
 * says of them is a promise, not a fact.
 *
 * @throws ArtemisError `ARTEMIS_E_BAD_SHAPE`; the component has then failed, and the next one serves.
 */
export function expectShape<N extends keyof Shapes>(name: N, answer: Shapes[N]): Shapes[N] {
  if (fits[name](answer)) return answer;
  throw new ArtemisError('ARTEMIS_E_BAD_SHAPE', `What came back is no ${name}.`, {
    hint: 'The plugin that served this breaks its contract; update it or switch it off.',
    facts: { shape: name },
  });
}

type Fields = Readonly<Record<string, unknown>>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';
const isListOf = (value: unknown, item: (value: Fields) => boolean): boolean => Array.isArray(value) && value.every((one) => isRecord(one) && item(one));
const isRecordWith = (value: unknown, fields: (value: Fields) => boolean): boolean => isRecord(value) && fields(value);

const fits: { readonly [N in keyof Shapes]: (answer: unknown) => boolean } = {
  plan: (answer) =>
    isRecordWith(answer, ({ steps, strategy }) => isText(strategy) && isListOf(steps, ({ title }) => isText(title)) && (steps as unknown[]).length > 0),
  items: (answer) => isListOf(answer, ({ title, text }) => isText(title) && isText(text)),
  prompt: (answer) => answer === null || isText(answer),
  tools: (answer) => isListOf(answer, ({ name, description, parameters, run }) => isText(name) && isText(description) && isRecord(parameters) && typeof run === 'function'),
  patch: (answer) => isRecordWith(answer, ({ approach, changes }) => isText(approach) && isListOf(changes, isChange)),
  baseline: (answer) => isRecordWith(answer, ({ madeBy }) => isText(madeBy)),
  build: (answer) =>
    isRecordWith(answer, ({ status, summary, evidence }) => isOneOf(status, gateStatuses) && isText(summary) && isRecordWith(evidence, ({ kind }) => isOneOf(kind, evidenceKinds))),
  review: (answer) => isRecordWith(answer, ({ status, findings }) => isOneOf(status, reviewStatuses) && isListOf(findings, isFinding)),
};

const gateStatuses: readonly BuildReport['status'][] = ['passed', 'failed', 'inconclusive', 'not-built'];
const evidenceKinds: readonly BuildReport['evidence']['kind'][] = ['fails-without-change', 'planted-defect', 'none'];
const reviewStatuses: readonly ReviewReport['status'][] = ['approved', 'changes-requested', 'unreviewed'];
const isOneOf = (value: unknown, known: readonly unknown[]): boolean => known.includes(value);

const isChange = ({ kind, path, content }: Fields): boolean => isText(path) && (kind === 'delete' || (kind === 'write' && isText(content)));
const isFinding = ({ path, line, message, severity }: Fields): boolean =>
  isText(path) && Number.isInteger(line) && isText(message) && isOneOf(severity, ['blocking', 'warning', 'note']);
