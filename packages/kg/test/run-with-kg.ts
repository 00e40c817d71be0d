import { join } from 'node:path';
import { Artemis, systemClock, type Clock, type RunResult, type StampedEvent } from '@artemis/core';
import { scriptedLlm, scriptedVendor, type ScriptedLlm } from '@artemis/core/testing';
import kgPlugin, { type KgOptions } from '../src/index.ts';

/** The system clock, which a test can put forward, so that a circuit that is open comes to its trial at once. */
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

/** A run, and what the graph did in it. */
export interface KgRun {
  readonly result: RunResult;
  readonly events: readonly StampedEvent[];
  /** Titles of the context items. */
  readonly titles: readonly string[];
  /** Time of the context stage, in milliseconds. */
  readonly contextMs: number;
}

/** The real Artemis with the graph plugin and a scripted model. */
export interface KgArtemis extends AsyncDisposable {
  readonly artemis: Artemis;
  readonly clock: MovableClock;
  readonly model: ScriptedLlm;
  run(text?: string): Promise<KgRun>;
}

/** Makes an Artemis whose runs work on a project folder. */
export async function kgArtemis(projectDir: string, stateDir: string, options: KgOptions): Promise<KgArtemis> {
  const clock = movableClock();
  let runs = 0;
  const answer = (): string => {
    runs += 1;
    const implementation = { filename: `made/step-${runs}.js`, content: 'export {};\n' };
    return JSON.stringify({
      approach: 'as asked',
      implementation,
      tests: { filename: `made/step-${runs}.test.js`, content: "import 'node:test';\n" },
    });
  };
  const model = scriptedLlm(answer);
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(stateDir, 'runs'), clock });
  await artemis.loadPlugin(scriptedVendor(model));
  const report = await artemis.loadPlugin(kgPlugin({ ...options, ports: { clock, ...options.ports } }));
  if (report.status !== 'loaded') throw new Error(`the plugin is ${report.status}`);
  return {
    artemis,
    clock,
    model,
    async run(text = 'Make placeOrder in src/order.ts add the tax') {
      const events: StampedEvent[] = [];
      const result = await artemis.executeTask({ text, projectDir }, { onEvent: (event) => void events.push(event) });
      const durations = events.flatMap((event) =>
        event.type === 'stage.completed' && event.stage === 'context' ? [event.durationMs] : [],
      );
      const titles = events.flatMap((event) => (event.type === 'context.gathered' ? event.titles : []));
      return { result, events, titles, contextMs: durations[0] ?? Number.NaN };
    },
    [Symbol.asyncDispose]: () => artemis.close(),
  };
}
