import { mkdtempSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Artemis, definePlugin, sleep, type Builder, type BuildReport, type Llm, type Plugin, type StampedEvent } from '@artemis/core';
import { FakeClock, seededRandom } from '@artemis/core/testing';
import supervisionPlugin from '../../packages/supervision/src/index.ts';

/** What is played, and how often. */
export interface OddsRequest {
  readonly folder: string;
  readonly developers: number;
  readonly mode: 'best' | 'first';
  readonly runs: number;
}

/** Means over all runs, to a verified result. */
export interface Odds {
  readonly seconds: number;
  readonly bestSeconds: number;
  readonly calls: number;
  readonly bestCalls: number;
  readonly attempts: number;
  /** What a run takes beside the model, in real milliseconds. */
  readonly ownMs: number;
}

/** One attempt of one developer, as the seed has it. */
interface Throw {
  readonly passes: boolean;
  readonly ms: number;
}

const passes = 0.4;
const mostAttempts = 60;

/** Plays runs whose developers pass by chance, and compares them with an overseer that costs nothing. */
export async function oddsOf({ folder, developers, mode, runs }: OddsRequest): Promise<Odds> {
  const sums = { seconds: 0, bestSeconds: 0, calls: 0, bestCalls: 0, attempts: 0, ownMs: 0 };
  for (let run = 0; run < runs; run++) {
    const throws = throwsOf(run, developers);
    const best = bestOf(throws, mode);
    const startMs = performance.now();
    const played = await play(folder, throws, mode);
    sums.ownMs += performance.now() - startMs;
    sums.seconds += played.ms / 1_000;
    sums.bestSeconds += best.ms / 1_000;
    sums.calls += played.calls;
    sums.bestCalls += best.calls;
    sums.attempts += played.attempts;
  }
  return Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / runs])) as unknown as Odds;
}

/** By attempt, then by developer. The same seed gives developer 1 the same luck whoever else works. */
function throwsOf(run: number, developers: number): readonly (readonly Throw[])[] {
  const rows = Array.from({ length: developers }, (_, developer) => {
    const random = seededRandom(run * 7_919 + developer * 104_729 + 1);
    for (let drawn = 0; drawn < 20; drawn++) random.fraction();
    return Array.from({ length: mostAttempts }, (): Throw => ({
      passes: random.fraction() < passes,
      ms: 10_000 + random.fraction() * 40_000,
    }));
  });
  return Array.from({ length: mostAttempts }, (_, attempt) => rows.flatMap((row) => row[attempt] ?? []));
}

function bestOf(throws: readonly (readonly Throw[])[], mode: 'best' | 'first'): { readonly ms: number; readonly calls: number } {
  let [ms, calls] = [0, 0];
  for (const row of throws) {
    const passing = row.filter((one) => one.passes).map((one) => one.ms);
    calls += row.length;
    if (mode === 'first' && passing.length > 0) return { ms: ms + Math.min(...passing), calls };
    ms += Math.max(...row.map((one) => one.ms));
    if (passing.length > 0) break;
  }
  return { ms, calls };
}

async function play(folder: string, throws: readonly (readonly Throw[])[], mode: 'best' | 'first') {
  const home = mkdtempSync(join(folder, 'run-'));
  const projectDir = join(home, 'project');
  mkdirSync(projectDir);
  const clock = new FakeClock();
  const waiting = new Map<string, boolean>();
  let [attempts, calls] = [0, 0];
  const note = (event: StampedEvent): void => {
    if (event.type === 'stage.started' && event.stage === 'develop') attempts++;
    if (event.type === 'developer.started') waiting.set(event.developer, false);
    if (event.type === 'developer.ended') waiting.delete(event.developer);
    if (event.type === 'model.requested' && event.developer !== undefined) {
      calls++;
      waiting.set(event.developer, true);
    }
    if (event.type === 'model.answered' && event.developer !== undefined) waiting.set(event.developer, false);
  };
  const names = throws[0]?.map((_, index) => `m${index}`) ?? [];
  const artemis = new Artemis({ models: names.map((model) => ({ vendor: 'scripted', model })), stateDir: join(home, 'state'), clock });
  const lucky = (index: number): Llm => gambler(clock, index, () => throws[attempts - 1]?.[index] ?? { passes: true, ms: 0 });
  await artemis.loadPlugin(scripted((model) => lucky(Number(model.slice(1)))));
  await artemis.loadPlugin(
    supervisionPlugin({ developers: names.length, mode, treesDir: join(home, 'trees'), searchPath: '/nowhere', ports: { clock } }),
  );
  const limits = { maxAttempts: mostAttempts, timeoutMs: 1e9 };
  const ended = { now: false };
  const running = artemis.executeTask({ text: 'gamble', projectDir, limits }, { onEvent: note }).finally(() => (ended.now = true));
  while (!ended.now) {
    // Time passes only while everybody waits for a model: what is done on the disk takes none.
    const idle = waiting.size > 0 && [...waiting.values()].every((waits) => waits);
    if (idle) await clock.advanceAsync(100);
    else await new Promise((resolve) => setImmediate(resolve));
  }
  const { status } = await running;
  await artemis.close();
  rmSync(home, { recursive: true, force: true });
  if (status !== 'succeeded') throw new TypeError(`a run ended as ${status}`);
  return { ms: clock.nowMs(), calls, attempts };
}

const words = ['red', 'green', 'blue', 'loud', 'late', 'long', 'odd', 'cold', 'dry', 'wet'];

/** A model that answers after a while, with work that passes or does not. */
const gambler = (clock: FakeClock, index: number, next: () => Throw): Llm => ({
  model: `m${index}`,
  async complete(_, { signal }) {
    const { passes: isRight, ms } = next();
    await sleep(clock, ms, signal);
    const content = isRight ? 'right\n' : `wrong ${words.toSorted(() => Math.random() - 0.5).join(' ')}\n`;
    const answer = { approach: '', implementation: { filename: 'add.js', content }, tests: { filename: 'add.test.js', content: 'test\n' } };
    return {
      content: JSON.stringify(answer),
      toolCalls: [],
      finishReason: 'stop',
      usage: { inputTokens: 1, outputTokens: 1 },
      model: `m${index}`,
    };
  },
});

function scripted(modelOf: (name: string) => Llm): Plugin {
  const verify = async ({ projectDir }: { readonly projectDir: string }): Promise<BuildReport> => {
    const text = readFileSync(join(projectDir, 'add.js'), 'utf8');
    const isRight = text === 'right\n';
    const detail = isRight ? 'fails-without-change' : 'none';
    // A failure that repeats itself would end the run: each of ours has other words.
    return { status: isRight ? 'passed' : 'failed', summary: text, output: text, evidence: { kind: detail, detail: '' }, durationMs: 0 };
  };
  const builder: Builder = { baseline: async () => ({ madeBy: 'scripted', facts: null }), verify };
  const primary = { name: 'scripted-gate', create: () => builder };
  return definePlugin({
    name: 'artemis-plugin-scripted',
    apiVersion: 1,
    setup(host) {
      host.registerModelVendor('scripted', ({ model }) => ({ name: `scripted/${model}`, create: () => modelOf(model) }));
      host.register('build', { primary, fallback: { ...primary, name: 'scripted-gate-2' } });
    },
  });
}
