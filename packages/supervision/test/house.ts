import { mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  Artemis,
  definePlugin,
  modelBreaker,
  modelRetry,
  type Builder,
  type BuildReport,
  type Clock,
  type Llm,
  type LlmRequest,
  type Plugin,
  type RunResult,
  type StampedEvent,
  type TaskLimits,
  type VerifyRequest,
} from '@artemis/core';
import supervisionPlugin, { type SupervisionOptions } from '../src/index.ts';

/** A folder of its own with a project, the state of runs, and the place for work trees. */
export interface House extends AsyncDisposable {
  readonly path: string;
  readonly projectDir: string;
  readonly stateDir: string;
  readonly treesDir: string;
  write(files: Readonly<Record<string, string>>): Promise<void>;
  read(path: string): Promise<string>;
  /** What is left of work trees. */
  trees(): Promise<readonly string[]>;
}

export async function openHouse(files: Readonly<Record<string, string>> = { 'old.js': 'old\n' }): Promise<House> {
  const path = await realpath(await mkdtemp(join(tmpdir(), 'artemis-team-')));
  const projectDir = join(path, 'project');
  const treesDir = join(path, 'trees');
  const write = async (written: Readonly<Record<string, string>>): Promise<void> => {
    for (const [name, content] of Object.entries(written)) {
      await mkdir(dirname(join(projectDir, name)), { recursive: true });
      await writeFile(join(projectDir, name), content);
    }
  };
  await mkdir(projectDir);
  await write(files);
  return {
    path,
    projectDir,
    stateDir: join(path, 'state'),
    treesDir,
    write,
    read: (name) => readFile(join(projectDir, name), 'utf8'),
    trees: () => readdir(treesDir).catch(() => []),
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  };
}

/** A one-shot answer that writes `add.js`, in as many words as its developer likes. */
export const answer = (content: string, approach = 'add it'): string =>
  JSON.stringify({ approach, implementation: { filename: 'add.js', content }, tests: { filename: 'add.test.js', content: 'test\n' } });

export const green: BuildReport = {
  status: 'passed',
  summary: '1 passed',
  evidence: { kind: 'fails-without-change', detail: 'shown' },
  durationMs: 1,
};

export const red = (output = 'add is wrong'): BuildReport => ({
  status: 'failed',
  summary: '1 failed',
  output,
  evidence: { kind: 'none', detail: '' },
  durationMs: 1,
});

/** A gate that reads the disk: green where `add.js` has the word `right`. */
export const gate = (judge = rightAdd): Builder => ({
  baseline: async () => ({ madeBy: 'scripted', facts: null }),
  verify: judge,
});

const rightAdd = async ({ projectDir }: VerifyRequest): Promise<BuildReport> =>
  (await textIn(projectDir, 'add.js')).includes('right') ? green : red();

export const textIn = (folder: string, name: string): Promise<string> => readFile(join(folder, name), 'utf8').catch(() => '');

/** A model that answers by its own rule. */
export const model = (name: string, reply: (request: LlmRequest, signal: AbortSignal) => string | Promise<string>): Llm => ({
  model: name,
  complete: async (request, { signal }) => {
    const content = await reply(request, signal);
    signal.throwIfAborted();
    return { content, toolCalls: [], finishReason: 'stop', usage: { inputTokens: 10, outputTokens: 10 }, model: name };
  },
});

/** What an Artemis for tests is made of. */
export interface TeamSetting {
  readonly house: House;
  readonly models: readonly Llm[];
  readonly options?: SupervisionOptions;
  readonly builder?: Builder;
  /** Default: the real one. */
  readonly clock?: Clock;
  /** Serves supervision in place of ours. */
  readonly lead?: Plugin;
}

/** An Artemis with several developers, scripted models and a scripted gate. It finds no git, unless the options say where. */
export async function openTeam({ house, models, options = {}, builder = gate(), clock, lead }: TeamSetting): Promise<Artemis> {
  const artemis = new Artemis({
    models: models.map((llm) => ({ vendor: 'scripted', model: llm.model })),
    stateDir: house.stateDir,
    ...(clock && { clock }),
  });
  const parts = definePlugin({
    name: 'artemis-plugin-scripted',
    apiVersion: 1,
    setup(host) {
      host.registerModelVendor('scripted', (settings) => ({
        name: `scripted/${settings.model}`,
        breaker: modelBreaker,
        retry: modelRetry,
        create: () => models.find((llm) => llm.model === settings.model) ?? Promise.reject(new Error('no such model')),
      }));
      const primary = { name: 'scripted-gate', create: () => builder };
      host.register('build', { primary, fallback: { ...primary, name: 'scripted-gate-2' } });
    },
  });
  const supervision = lead ?? supervisionPlugin({ treesDir: house.treesDir, userHome: house.path, searchPath: '/nowhere', ...options });
  for (const plugin of [parts, supervision]) {
    const report = await artemis.loadPlugin(plugin);
    if (report.status !== 'loaded') throw report.error;
  }
  return artemis;
}

/** One run, from its setting to its result. */
export async function runTeam(
  setting: TeamSetting & { readonly limits?: TaskLimits; readonly onEvent?: (event: StampedEvent) => void; readonly signal?: AbortSignal },
): Promise<{ readonly result: RunResult; readonly events: readonly StampedEvent[] }> {
  const artemis = await openTeam(setting);
  const events: StampedEvent[] = [];
  const { house, limits = {}, onEvent = () => {}, signal } = setting;
  try {
    const task = { text: 'add two numbers', projectDir: house.projectDir, limits };
    const listen = (event: StampedEvent): void => {
      events.push(event);
      onEvent(event);
    };
    return { result: await artemis.executeTask(task, { onEvent: listen, ...(signal && { signal }) }), events };
  } finally {
    await artemis.close();
  }
}

/** The events of one type. */
export const eventsOf = <T extends StampedEvent['type']>(
  events: readonly StampedEvent[],
  type: T,
): readonly Extract<StampedEvent, { readonly type: T }>[] =>
  events.filter((event): event is Extract<StampedEvent, { readonly type: T }> => event.type === type);
