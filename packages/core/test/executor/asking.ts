import { mkdir, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Artemis } from '../../src/artemis.ts';
import type { ArtemisOptions } from '../../src/artemis-options.ts';
import type { Llm } from '../../src/capability/llm.ts';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { modelBreaker, modelRetry } from '../../src/llm/model-policy.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import type { ModelSettings } from '../../src/plugin/plugin.ts';
import type { RunResult } from '../../src/task/run-result.ts';
import type { TaskLimits } from '../../src/task/task.ts';

/** A one-shot answer that writes `add.js`. */
export const work = (content = 'export const add = (a, b) => a + b;\n'): string =>
  JSON.stringify({
    approach: 'add it',
    implementation: { filename: 'add.js', content },
    tests: { filename: 'add.test.js', content: 'test\n' },
  });

/** A folder of its own, with a project and the state of runs in it. */
export interface Home extends AsyncDisposable {
  readonly projectDir: string;
  readonly stateDir: string;
  readonly path: string;
}

export async function makeHome(): Promise<Home> {
  const path = await mkdtemp(join(tmpdir(), 'artemis-asking-'));
  const projectDir = join(path, 'project');
  await mkdir(projectDir);
  return { path, projectDir, stateDir: join(path, 'state'), [Symbol.asyncDispose]: () => rm(path, { recursive: true }) };
}

/** The files of a project, by name. */
export async function filesIn({ projectDir }: Home): Promise<Readonly<Record<string, string>>> {
  const names = (await readdir(projectDir)).toSorted();
  return Object.fromEntries(await Promise.all(names.map(async (name) => [name, await readFile(join(projectDir, name), 'utf8')])));
}

/** An Artemis whose models are the given ones, by name; how it ran, and what it said. */
export async function runWith(
  home: Home,
  models: Readonly<Record<string, Llm>>,
  options: Partial<ArtemisOptions> & { readonly limits?: TaskLimits; readonly onEvent?: (event: StampedEvent) => void } = {},
): Promise<{ readonly result: RunResult; readonly events: readonly StampedEvent[] }> {
  const { limits = {}, onEvent = () => {}, ...rest } = options;
  const listed: readonly ModelSettings[] = Object.keys(models).map((model) => ({ vendor: 'scripted', model }));
  const artemis = new Artemis({ models: listed, stateDir: home.stateDir, ...rest });
  await artemis.loadPlugin(
    definePlugin({
      name: 'artemis-plugin-models',
      apiVersion: 1,
      setup: (host) =>
        host.registerModelVendor('scripted', ({ model }) => ({
          name: `scripted/${model}`,
          retry: modelRetry,
          breaker: modelBreaker,
          create: () => models[model] ?? Promise.reject(new Error(`no model ${model}`)),
        })),
    }),
  );
  const events: StampedEvent[] = [];
  try {
    const task = { text: 'add two numbers', projectDir: home.projectDir, limits };
    const listen = (event: StampedEvent): void => {
      events.push(event);
      onEvent(event);
    };
    return { result: await artemis.executeTask(task, { onEvent: listen }), events };
  } finally {
    await artemis.close();
  }
}
