import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Artemis, type Llm, type LlmAnswer, type LlmRequest, type RunResult } from '@artemis/core';
import { scriptedVendor } from '@artemis/core/testing';
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
export function reviewedModel(code: string, ...answers: readonly ReviewAnswer[]): ReviewedModel {
  const [reviews, questions]: [LlmRequest[], LlmRequest[]] = [[], []];
  const written = JSON.stringify({
    approach: 'Done.',
    implementation: { filename: 'src/add.js', content: code },
    tests: { filename: 'src/add.test.js', content: "import { add } from './add.js';\nit('adds', () => expect(add(1, 2)).toBe(3));\n" },
  });
  return {
    model: 'scripted',
    reviews,
    questions,
    async complete(request, { signal }) {
      signal.throwIfAborted();
      questions.push(request);
      if (!(request.messages[0]?.content.startsWith('You review') ?? false)) return said(written);
      const answer = answers[Math.min(reviews.push(request), answers.length) - 1] ?? '';
      if (answer instanceof Error) throw answer;
      return answer === silence ? new Promise<LlmAnswer>(() => {}) : said(answer);
    },
  };
}

const said = (content: string): LlmAnswer => ({
  content,
  toolCalls: [],
  finishReason: 'stop',
  usage: { inputTokens: 10, outputTokens: 10 },
  model: 'scripted',
});

/** Runs a task through Artemis with the plugin. */
export async function reviewedRun(model: Llm, options: ReviewOptions = {}): Promise<RunResult> {
  const home = await mkdtemp(join(tmpdir(), 'artemis-review-'));
  const projectDir = join(home, 'project');
  await mkdir(projectDir);
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home, 'state') });
  await artemis.loadPlugin(scriptedVendor(model));
  await artemis.loadPlugin(reviewPlugin(options));
  const result = await artemis.executeTask({ text: 'Write add().', projectDir });
  await artemis.close();
  await rm(home, { recursive: true });
  return result;
}
