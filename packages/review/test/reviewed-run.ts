import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Artemis,
  definePlugin,
  type Llm,
  type LlmAnswer,
  type LlmRequest,
  type Plugin,
  type RunResult,
  type StampedEvent,
  type TaskLimits,
} from '@artemis/core';
import reviewPlugin, { type ReviewOptions } from '../src/index.ts';

/** A model that is silent for ever. */
export const silence = Symbol('silence');
/** What a model says to a review: a text, an error, or nothing for ever. */
export type ReviewAnswer = string | Error | typeof silence;

/** A model that writes code when it is asked for code, and answers reviews from a script, the last answer again and again. */
export interface ReviewedModel extends Llm {
  /** Everything it was asked, in order. */
  readonly reviews: readonly LlmRequest[];
  readonly questions: readonly LlmRequest[];
}

/** @param code - Text of the file it writes. */
export const reviewedModel = (code: string, ...answers: readonly ReviewAnswer[]): ReviewedModel => namedModel('scripted', code, ...answers);

/** The same with a name. */
export function namedModel(model: string, code: string, ...answers: readonly ReviewAnswer[]): ReviewedModel {
  const [reviews, questions]: [LlmRequest[], LlmRequest[]] = [[], []];
  const written = JSON.stringify({
    approach: 'Done.',
    implementation: { filename: 'src/add.js', content: code },
    tests: { filename: 'src/add.test.js', content: "import { add } from './add.js';\nit('adds', () => expect(add(1, 2)).toBe(3));\n" },
  });
  return {
    model,
    reviews,
    questions,
    async complete(request, { signal }) {
      signal.throwIfAborted();
      questions.push(request);
      if (!(request.messages[0]?.content.startsWith('You review') ?? false)) return said(model, written);
      const answer = answers[Math.min(reviews.push(request), answers.length) - 1] ?? '';
      if (answer instanceof Error) throw answer;
      return answer === silence ? new Promise<LlmAnswer>(() => {}) : said(model, answer);
    },
  };
}

const said = (model: string, content: string): LlmAnswer => ({
  content,
  toolCalls: [],
  finishReason: 'stop',
  usage: { inputTokens: 10, outputTokens: 10 },
  model,
});

/** Models by vendor, the author first. */
export type Vendors = Readonly<Record<string, Llm>>;

/** A run, and what it put on record. */
export interface ReviewedRun {
  readonly result: RunResult;
  readonly events: readonly StampedEvent[];
}

/** Runs a task through Artemis with the plugin. @param models - The one of the vendor `scripted`, or several by vendor. */
export async function reviewedRun(models: Llm | Vendors, options: ReviewOptions = {}, limits: TaskLimits = {}): Promise<ReviewedRun> {
  const home = await mkdtemp(join(tmpdir(), 'artemis-review-'));
  const projectDir = join(home, 'project');
  await mkdir(projectDir);
  const vendors: Vendors = isLlm(models) ? { scripted: models } : models;
  const listed = Object.entries(vendors).map(([vendor, { model }]) => ({ vendor, model }));
  const artemis = new Artemis({ models: listed, stateDir: join(home, 'state') });
  const events: StampedEvent[] = [];
  try {
    await artemis.loadPlugin(vendorsPlugin(vendors));
    await artemis.loadPlugin(reviewPlugin(options));
    const result = await artemis.executeTask({ text: 'Write add().', projectDir, limits }, { onEvent: (event) => events.push(event) });
    return { result, events };
  } finally {
    await artemis.close();
    await rm(home, { recursive: true });
  }
}

const isLlm = (models: Llm | Vendors): models is Llm => typeof models['complete'] === 'function';

const vendorsPlugin = (vendors: Vendors): Plugin =>
  definePlugin({
    name: 'artemis-plugin-vendors',
    apiVersion: 1,
    setup(host) {
      for (const [vendor, llm] of Object.entries(vendors))
        host.registerModelVendor(vendor, ({ model }) => ({ name: `${vendor}/${model}`, create: () => llm }));
    },
  });
