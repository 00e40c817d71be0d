import { join } from 'node:path';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { Artemis, type Llm, type LlmAnswer, type LlmRequest, type RunResult, type Task } from '@artemis/core';
import { scriptedVendor } from '@artemis/core/testing';
import reasoningPlugin, { type ReasoningOptions } from '../src/index.ts';

const code = JSON.stringify({
  approach: 'A function and its test.',
  implementation: { filename: 'add.js', content: 'export const add = (a, b) => a + b;\n' },
  tests: { filename: 'add.test.js', content: "import 'node:test';\n" },
});

/** What a model says to a question about plans: a text, or a promise that may never settle. */
export type PlanAnswer = (request: LlmRequest, signal: AbortSignal) => string | Promise<string>;

/** A model that answers questions about plans as told, and writes code when it is asked for code. */
export interface PlanningModel extends Llm {
  /** What it was asked about plans. */
  readonly planRequests: readonly LlmRequest[];
}

export function planningModel(answerPlan: PlanAnswer): PlanningModel {
  const planRequests: LlmRequest[] = [];
  return {
    model: 'scripted',
    planRequests,
    async complete(request, { signal }) {
      signal.throwIfAborted();
      const isPlan = request.messages[0]?.content.startsWith('You plan the work') ?? false;
      if (isPlan) planRequests.push(request);
      return said(isPlan ? await answerPlan(request, signal) : code);
    },
  };
}

export const said = (content: string): LlmAnswer => ({
  content,
  toolCalls: [],
  finishReason: 'stop',
  usage: { inputTokens: 10, outputTokens: 10 },
  model: 'scripted',
});

/** A list of steps as a model writes it. */
export const planOf = (...titles: readonly string[]): string => JSON.stringify({ steps: titles.map((title) => ({ title })) });

/** Runs a task through Artemis with the plugin. */
export async function runWithPlan(model: Llm, options: ReasoningOptions, task: Omit<Task, 'projectDir'>): Promise<RunResult> {
  const home = await mkdtemp(join(tmpdir(), 'artemis-reasoning-'));
  const projectDir = join(home, 'project');
  await mkdir(projectDir);
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home, 'state') });
  await artemis.loadPlugin(scriptedVendor(model));
  await artemis.loadPlugin(reasoningPlugin(options));
  const result = await artemis.executeTask({ ...task, projectDir });
  await artemis.close();
  await rm(home, { recursive: true });
  return result;
}
