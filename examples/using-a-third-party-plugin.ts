/**
 * A plugin that lives outside this repository's packages: it is installed in the user's project and loaded by its name.
 * Its server is down here, so its own fallback serves, and the result says so. The model is scripted.
 *
 *     node examples/using-a-third-party-plugin.ts
 */
import assert from 'node:assert/strict';
import { cp, mkdir, mkdtemp, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Artemis } from '@artemis/core';
import { scriptedModelServer } from '@artemis/tooling-testkit';

const project = await mkdtemp(join(tmpdir(), 'artemis-example-'));
await install(project);
await writeFile(join(project, 'NOTES.md'), 'We write semicolons.\n');

await using server = await scriptedModelServer([
  JSON.stringify({
    approach: '',
    implementation: { filename: 'a.js', content: 'export {};\n' },
    tests: { filename: 'a.test.js', content: "import './a.js';\n" },
  }),
]);
const artemis = new Artemis({
  stateDir: join(project, '.state'),
  models: [{ vendor: 'openai', model: 'scripted', baseUrl: server.baseUrl, apiKey: 'not-a-secret' }],
});
const report = await artemis.loadPlugin({
  name: 'artemis-plugin-notes',
  options: { url: 'http://127.0.0.1:9/notes' },
  resolveFrom: project,
});
assert.deepEqual(report, { name: 'artemis-plugin-notes', status: 'loaded', capabilities: ['rag'], vendors: [] });

const result = await artemis.executeTask({ text: 'Export nothing', projectDir: project });
await artemis.close();
assert.equal(result.exitCode, 0);
assert.deepEqual(
  result.degraded.map(({ component, from, fallback }) => ({ component, from, fallback })),
  [{ component: 'rag', from: 'notes-server', fallback: 'notes-file' }],
);
assert.match(JSON.stringify(server.requests[0]), /We write semicolons/);
console.log('ok  third-party plugin: its server was down, its file served; scripted model');

/** What `npm install artemis-plugin-notes` would do. */
async function install(folder: string): Promise<void> {
  const modules = join(folder, 'node_modules');
  await mkdir(join(modules, '@artemis'), { recursive: true });
  await cp(join(import.meta.dirname, 'third-party-plugin'), join(modules, 'artemis-plugin-notes'), { recursive: true });
  await symlink(dirname(dirname(fileURLToPath(import.meta.resolve('@artemis/core')))), join(modules, '@artemis/core'));
}
