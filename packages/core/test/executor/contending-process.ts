import { hostname } from 'node:os';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import { Artemis } from '../../src/artemis.ts';
import { ArtemisError } from '../../src/errors/artemis-error.ts';
import { exitCodeOf } from '../../src/errors/exit-code-of.ts';

/** What a contender tells whoever has started it. */
export type Told =
  | { readonly kind: 'holds'; readonly pid: number; readonly host: string }
  | { readonly kind: 'refused'; readonly exitCode: number; readonly code: string; readonly facts: unknown }
  | { readonly kind: 'stopped'; readonly status: string };

/** Resumes runs of the folder of its argument as it is told to, keeps each while its model is being asked, and stops when it is told to. */
const [stateDir = ''] = process.argv.slice(2);
const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir });
const tell = (told: Told): void => void process.send?.(told);

await artemis.loadPlugin(
  definePlugin({
    name: 'artemis-plugin-contender',
    apiVersion: 1,
    setup: (host) =>
      host.registerModelVendor('scripted', () => ({
        name: 'scripted',
        create: () => ({
          model: 'scripted',
          complete: (_question, { signal }) =>
            new Promise((_, reject) => {
              signal.addEventListener('abort', () => reject(signal.reason), { once: true });
              tell({ kind: 'holds', pid: process.pid, host: hostname() });
            }),
        }),
      })),
  }),
);

let stop = new AbortController();
process.on('message', (order: 'stop' | { readonly resume: string }) => (order === 'stop' ? stop.abort() : void resume(order.resume)));

async function resume(runId: string): Promise<void> {
  stop = new AbortController();
  try {
    const { status } = await artemis.resume(runId, { signal: stop.signal });
    tell({ kind: 'stopped', status });
  } catch (error) {
    if (!(error instanceof ArtemisError)) throw error;
    tell({ kind: 'refused', exitCode: exitCodeOf(error), code: error.code, facts: error.facts });
  }
}
