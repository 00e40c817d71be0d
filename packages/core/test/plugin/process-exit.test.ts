import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { installedProject, pluginModule } from './installed-project.ts';

const run = promisify(execFile);
const source = new URL('../../src/', import.meta.url).href;

/** A program that loads two plugins and ends. */
const program = (project: string): string => `
  const { PluginLoader } = await import('${source}plugin/plugin-loader.ts');
  const { MetricsCollector } = await import('${source}metrics/metrics-collector.ts');
  const { systemClock } = await import('${source}ports/system-clock.ts');
  const done = () => {};
  const loader = new PluginLoader({ clock: systemClock, metrics: new MetricsCollector(), signal: new AbortController().signal, timeoutMs: 300, register: done, unregister: done, registerModelVendor: done });
  const reports = await Promise.all(['hangs', 'good'].map((name) => loader.load({ name, resolveFrom: ${JSON.stringify(project)} })));
  console.log(JSON.stringify(reports.map(({ status, error }) => [status, error?.rule])));
`;

it('X02: a top-level await that never settles neither holds the process nor ends it with code 13', async () => {
  await using project = await installedProject();
  await project.install('artemis-plugin-hangs', 'await new Promise(() => {}); export default () => {};');
  await project.install('artemis-plugin-good', pluginModule('artemis-plugin-good'));
  const { stdout } = await run(process.execPath, ['--input-type=module', '--eval', program(project.path)]);
  expect(JSON.parse(stdout)).toEqual([
    ['refused', 'deadline'],
    ['loaded', null],
  ]);
});
