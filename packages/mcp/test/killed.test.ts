import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { missing } from './installed.ts';
import { scriptedEntry } from './servers/scripted-entry.ts';
import { soon } from './soon.ts';
import { survivors } from './survivors.ts';

const packages = join(import.meta.dirname, '..', '..');

/** Makes Node.js read the sources of the workspace packages. */
const loader = `import { registerHooks } from 'node:module';
registerHooks({ resolve(name, context, next) { const own = /^@artemis\\/(core|process|mcp)$/.exec(name); return own ? { url: 'file://${packages}/' + own[1] + '/src/index.ts', shortCircuit: true } : next(name, context); } });
`;

const host = (servers: object): string => `import { Artemis } from '@artemis/core';
import mcpPlugin from '@artemis/mcp';
const artemis = new Artemis({ models: [], stateDir: '/tmp' });
await artemis.loadPlugin(mcpPlugin({ servers: ${JSON.stringify(servers)}, projectDir: '/', approvalsFile: '/nonexistent/approved.json' }));
const call = { signal: new AbortController().signal, remainingMs: () => Infinity };
// As a run does: when it begins, and before its first question, which is what servers wait for.
for (let asked = 0; asked < 2; asked++) await artemis.components.call('mcp', (source, inner) => source.tools(inner), call);
setInterval(() => {}, 1_000);
`;

it.skipIf(missing('bwrap', 'setsid'))('J08: servers end when Artemis is killed, also those that fork away (needs bwrap)', async () => {
  const word = '975.01';
  const dir = await mkdtemp(join(tmpdir(), 'artemis-killed-'));
  const servers = Object.fromEntries(['good', 'silent', 'stubborn'].map((behaviour) => [behaviour, scriptedEntry(behaviour, { word })]));
  await writeFile(join(dir, 'loader.mjs'), loader);
  await writeFile(join(dir, 'host.mts'), host(servers));
  for (let session = 0; session < 3; session++) {
    const child = spawn(process.execPath, ['--import', join(dir, 'loader.mjs'), join(dir, 'host.mts')], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => void (errors += chunk.toString()));
    // Three servers, each with what ties it, and what the third has sent away.
    await soon(() => survivors(word).length + errors.length).toBeGreaterThan(7);
    expect(errors).toBe('');
    child.kill('SIGKILL');
    await soon(() => survivors(word)).toEqual([]);
  }
  await rm(dir, { recursive: true });
});
