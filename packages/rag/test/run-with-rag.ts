import { join } from 'node:path';
import {
  Artemis,
  definePlugin,
  FeatureFlags,
  systemClock,
  type Clock,
  type Plugin,
  type RunResult,
  type StampedEvent,
} from '@artemis/core';
import { scriptedLlm, scriptedVendor, type ScriptedAnswer, type ScriptedLlm } from '@artemis/core/testing';
import ragPlugin, { createRagIndex, type RagOptions } from '../src/index.ts';
import type { SampleProject } from './sample-project.ts';

/** The system clock, which a test can put forward: a circuit that is open then comes to its trial at once. */
export interface MovableClock extends Clock {
  advance(ms: number): void;
}

export function movableClock(): MovableClock {
  let aheadMs = 0;
  return {
    nowMs: () => systemClock.nowMs() + aheadMs,
    wallMs: () => systemClock.wallMs() + aheadMs,
    after: (delayMs, callback) => systemClock.after(delayMs, callback),
    advance: (ms) => void (aheadMs += ms),
  };
}

/** A run with what the rag capability did in it. */
export interface RagRun {
  readonly result: RunResult;
  readonly events: readonly StampedEvent[];
  /** Time of the context stage, in milliseconds. */
  readonly contextMs: number;
  readonly titles: readonly string[];
}

/** The real Artemis with the rag plugin and a scripted model. */
export interface RagArtemis extends AsyncDisposable {
  readonly artemis: Artemis;
  readonly model: ScriptedLlm;
  readonly clock: MovableClock;
  run(text?: string): Promise<RagRun>;
}

/** Deadline of the plugin in these tests, in milliseconds. The default is 1 900; this leaves room on a busy machine. */
export const testTimeoutMs = 600;

/** Indexes a project before the runs of a test, as an earlier run would have: what is measured then is what an outage costs. */
export async function fillIndex(project: SampleProject): Promise<void> {
  await using index = createRagIndex({
    projectDir: project.projectDir,
    stateDir: ragStateOf(project),
    chroma: { url: 'http://127.0.0.1:9' },
  });
  await index.index();
}

/** Most runs a busy machine is given until Chroma, which is well, serves one in time. */
const mostTries = 10;

/**
 * Runs until Chroma has served, each time with the circuit at its trial: a machine that is busy may be too slow for the short deadline of
 * these tests. What happened in all of them is in the events.
 *
 * @throws Error when it never does.
 */
export async function servedRun(artemis: RagArtemis): Promise<RagRun> {
  const events: StampedEvent[] = [];
  for (let tries = 0; tries < mostTries; tries++) {
    const run = await artemis.run();
    events.push(...run.events);
    if (run.result.degraded.length === 0 && /\[words and vectors/.test(run.titles[0] ?? '')) return { ...run, events };
    artemis.clock.advance(300_000);
  }
  throw new Error('Chroma never served');
}

const ragStateOf = ({ stateDir }: SampleProject): string => join(stateDir, 'rag');

/** A model that makes a new file with its test each time, in no language: a parser need not be started for it. */
function aNewFileEachTime(): ScriptedAnswer {
  let runs = 0;
  return () =>
    JSON.stringify({
      approach: '',
      implementation: { filename: `made-${++runs}.txt`, content: 'made\n' },
      tests: { filename: `made-${runs}.test.txt`, content: 'tested\n' },
    });
}

/** A gate that passes each change, and has shown that it can fail; and a run that learns from what passed. */
export const learningRun = {
  flags: FeatureFlags.defaults().with({ enableLearning: true }, 'test'),
  plugins: [
    definePlugin({
      name: 'artemis-plugin-green',
      apiVersion: 1,
      setup: (host) => {
        const green = {
          baseline: async () => ({ madeBy: 'green', facts: null }),
          verify: async () => ({
            status: 'passed' as const,
            summary: '1 passed',
            evidence: { kind: 'fails-without-change' as const, detail: 'shown' },
            durationMs: 1,
          }),
        };
        host.register('build', { primary: { name: 'green', create: () => green }, fallback: { name: 'green-too', create: () => green } });
      },
    }),
  ],
};

export async function ragArtemis(
  project: SampleProject,
  options: RagOptions,
  answer: ScriptedAnswer = aNewFileEachTime(),
  { flags, plugins = [] }: { readonly flags?: FeatureFlags; readonly plugins?: readonly Plugin[] } = {},
): Promise<RagArtemis> {
  const clock = movableClock();
  const model = scriptedLlm(answer);
  const stateDir = join(project.stateDir, 'runs');
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir, clock, ...(flags && { flags }) });
  for (const plugin of [scriptedVendor(model), ...plugins]) await artemis.loadPlugin(plugin);
  const report = await artemis.loadPlugin(ragPlugin({ stateDir: ragStateOf(project), timeoutMs: testTimeoutMs, ...options }));
  if (report.status !== 'loaded') throw new Error(`the plugin is ${report.status}`);
  return {
    artemis,
    model,
    clock,
    async run(text = 'Sum of an invoice including tax') {
      const events: StampedEvent[] = [];
      const result = await artemis.executeTask({ text, projectDir: project.projectDir }, { onEvent: (event) => void events.push(event) });
      const durations = events.flatMap((event) =>
        event.type === 'stage.completed' && event.stage === 'context' ? [event.durationMs] : [],
      );
      const titles = events.flatMap((event) => (event.type === 'context.gathered' ? event.titles : []));
      return { result, events, contextMs: durations[0] ?? Number.NaN, titles };
    },
    [Symbol.asyncDispose]: () => artemis.close(),
  };
}
