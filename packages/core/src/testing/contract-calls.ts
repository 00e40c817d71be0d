import * as z from 'zod';
import type { OptionalCapability } from '../capability/capabilities.ts';
import type { AskModel } from '../capability/llm.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import type { Task } from '../task/task.ts';
import { notBuilt } from '../floor/not-built.ts';

/** What the sample calls are made from. */
export interface ContractSample {
  /** Absolute path of a project folder. */
  readonly projectDir: string;
  readonly task: Task;
  readonly ask: AskModel;
}

/** One method of a capability: with what it is called, and how its answer must look. */
export interface ContractCall {
  readonly method: string;
  /** The arguments before the call context. */
  readonly args: (sample: ContractSample) => readonly unknown[];
  readonly answer: z.ZodType;
}

const contextItem = z.object({ title: z.string(), text: z.string(), path: z.string().optional(), score: z.number().optional() });
const contextItems = z.array(contextItem);
const plan = z.object({ steps: z.array(z.object({ title: z.string().min(1) })).min(1), strategy: z.string().min(1) });
const fileChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('write'), path: z.string().min(1), content: z.string() }),
  z.object({ kind: z.literal('delete'), path: z.string().min(1) }),
]);
const patch = z.object({ approach: z.string(), changes: z.array(fileChange) });
const testCase = z.object({ name: z.string(), status: z.enum(['passed', 'failed', 'skipped']), file: z.string().optional() });
const buildReport = z.object({
  status: z.enum(['passed', 'failed', 'inconclusive', 'not-built']),
  summary: z.string(),
  command: z.string().optional(),
  exitCode: z.number().nullable().optional(),
  output: z.string().optional(),
  tests: z.array(testCase).optional(),
  evidence: z.object({ kind: z.enum(['fails-without-change', 'planted-defect', 'none']), detail: z.string() }),
  warnings: z.array(z.string()).optional(),
  durationMs: z.number().nonnegative(),
});
const finding = z.object({
  path: z.string(),
  line: z.number().int().positive(),
  severity: z.enum(['blocking', 'warning', 'note']),
  message: z.string(),
  suggestion: z.string().optional(),
  rule: z.string().optional(),
});
const reviewReport = z.object({
  status: z.enum(['approved', 'changes-requested', 'unreviewed']),
  findings: z.array(finding),
  summary: z.string(),
});
const tool = z.object({
  name: z.string().regex(/^[a-zA-Z0-9_-]{1,64}$/),
  description: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  origin: z.string().optional(),
  reachableFrom: z.array(z.string()).optional(),
  run: z.custom((value) => typeof value === 'function', 'must be a function'),
});
const toolList = z.object({
  tools: z.array(tool).refine((tools) => new Set(tools.map(({ name }) => name)).size === tools.length, 'a name comes twice'),
  absent: z.array(
    z.object({
      origin: z.string().min(1),
      state: z.enum(['joining', 'gone']),
      reason: z.string(),
      code: z.string().optional(),
      required: z.boolean(),
    }),
  ),
});

const queryOf = ({ task, projectDir }: ContractSample): object => ({ text: task.text, projectDir, maxTokens: 1000 });
const samplePlan = { steps: [{ title: 'Write the function' }], strategy: 'plain' };

const nobodyBeside = new ArtemisError('ARTEMIS_E_BRANCH_LIMIT', 'Nobody works beside this developer.', {
  hint: 'A developer that cannot let others work has to do the task itself.',
});

function developRequest({ task, ask }: ContractSample): object {
  return {
    task,
    plan: samplePlan,
    context: [],
    prompt: 'You are a developer.',
    attempt: 1,
    project: { read: async () => null, list: async () => [] },
    tools: async () => [],
    ask,
    check: (_patch: unknown, call: never) => notBuilt.verify({ projectDir: task.projectDir, changes: [], baseline: null }, call),
    report: () => {},
    models: [],
    once: (_name: string, make: () => unknown) => make(),
    branch: () => Promise.reject(nobodyBeside),
  };
}

/** Each capability's methods. A floor of core would pass all of them. */
export const contractCalls: Readonly<Record<OptionalCapability, readonly ContractCall[]>> = {
  rag: [
    { method: 'retrieve', args: (sample) => [queryOf(sample)], answer: contextItems },
    { method: 'prompt', args: () => ['developer'], answer: z.string().nullable() },
  ],
  kg: [{ method: 'related', args: (sample) => [queryOf(sample)], answer: contextItems }],
  supervision: [{ method: 'develop', args: (sample) => [developRequest(sample)], answer: patch }],
  review: [
    {
      method: 'review',
      args: ({ task, projectDir, ask }) => [{ taskText: task.text, projectDir, changes: [], build: sampleBuild, ask }],
      answer: reviewReport,
    },
  ],
  reasoning: [{ method: 'plan', args: ({ task, ask }) => [{ task, ask }], answer: plan }],
  build: [
    {
      method: 'baseline',
      args: ({ projectDir }) => [projectDir],
      answer: z.object({ madeBy: z.string().min(1), facts: z.json().optional() }),
    },
    { method: 'verify', args: ({ projectDir }) => [{ projectDir, changes: [], baseline: null }], answer: buildReport },
  ],
  mcp: [{ method: 'tools', args: () => [], answer: toolList }],
};

const sampleBuild = {
  status: 'not-built',
  summary: 'No gate ran.',
  evidence: { kind: 'none', detail: 'Nothing was executed.' },
  durationMs: 0,
};
