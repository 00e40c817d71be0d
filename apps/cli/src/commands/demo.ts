import { mkdir, mkdtemp, realpath, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exitCodes, flagsFromComponents, type ModelSettings } from '@artemis/core';
import type { Settings } from '../config/settings.ts';
import { demoVendor, demoVendorPlugin } from '../demo/demo-vendor.ts';
import { Director, fallbackModel, primaryModel } from '../demo/director.ts';
import { ModelProcess } from '../demo/model-process.ts';
import { demoAnswers, demoProject, demoTask } from '../demo/story.ts';
import type { Invocation } from '../invocation.ts';
import { executeFully } from '../run/execute-fully.ts';
import { watchRun } from '../run/watch-run.ts';
import { good, line, type Line } from '../terminal/line.ts';

/** `artemis demo`: a real run in a new folder that loses its model on the way. It ends with 0 only when all of it happened. */
export async function demo(invocation: Invocation): Promise<number> {
  let director: Director | undefined;
  let projectDir = '';
  let say = (_lines: readonly Line[]): void => {};
  try {
    const end = await watchRun(invocation, {
      afterEvent: (event) => director?.watch(event),
      async begin(execute, reporter) {
        say = (lines) => reporter.say(lines);
        const folder = await mkdtemp(join(await realpath(tmpdir()), 'artemis-demo-'));
        projectDir = join(folder, 'project');
        await writeProject(projectDir);
        const primary = await ModelProcess.start({ model: primaryModel, answers: [demoAnswers.first] });
        const fallback = await ModelProcess.start({ model: fallbackModel, answers: [demoAnswers.second], pauses: true });
        director = new Director(primary, fallback, (text) => say([line(`demo: ${text}`, 'strong')]));
        say(opening(projectDir, [primary, fallback]));
        // Settings of the user must not change the story, so the demo looks for them where there are none.
        const own: Invocation = { ...invocation, folders: { ...invocation.folders, config: join(folder, 'config') } };
        const composition = {
          settings: demoSettings(projectDir),
          models: [primary, fallback].map(settingsOf),
          projectDir,
          plugins: [demoVendorPlugin()],
        };
        const task = { text: demoTask, projectDir, limits: { timeoutMs: 120_000 } };
        return executeFully(own, composition, (artemis, watched) => artemis.executeTask(task, watched), execute, reporter);
      },
    });
    if (!director || !end.result || end.result.status === 'cancelled') return end.exitCode;
    const missing = director.missing(end.result);
    say(closing(projectDir, missing));
    return missing.length === 0 ? exitCodes.done : exitCodes.notAccepted;
  } finally {
    await director?.end();
  }
}

const settingsOf = ({ model, baseUrl }: ModelProcess): ModelSettings => ({ vendor: demoVendor, model, baseUrl, apiKey: 'no-key' });

async function writeProject(projectDir: string): Promise<void> {
  await mkdir(projectDir);
  for (const [name, content] of Object.entries(demoProject)) await writeFile(join(projectDir, name), content);
}

const demoSettings = (projectDir: string): Settings => ({
  projectDir,
  flags: flagsFromComponents(['basic_execution', 'error_handling', 'file_operations', 'build', 'checkpoint_recovery'], 'demo'),
  requested: [],
  minimal: false,
  models: { config: undefined, known: [] },
  // The code of the demo comes with Artemis, so it may run where there is no sandbox; the gate then says so.
  plugins: { build: { allowUnsandboxed: true } },
  mcpServers: {},
  limits: {},
  strict: false,
  warnings: [],
});

const opening = (projectDir: string, [primary, fallback]: readonly [ModelProcess, ModelProcess]): readonly Line[] => [
  line(`demo: a real run in ${projectDir}`, 'strong'),
  line(
    `demo: its two models are scripted: processes ${primary.pid} and ${fallback.pid} play back answers. Everything else is real:`,
    'strong',
  ),
  line('demo: the client, the breaker, the files, the tests and the kill', 'strong'),
];

function closing(projectDir: string, missing: readonly string[]): readonly Line[] {
  if (missing.length > 0) return [line('x The demo did not happen as told:', 'bad'), ...missing.map((text) => line(`    ${text}`, 'bad'))];
  return [
    line(''),
    good('The run lost its model, went on with another one, got it back, and its tests pass.'),
    line(`The files are in ${projectDir}`),
  ];
}
