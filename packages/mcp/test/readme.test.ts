import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Artemis } from '@artemis/core';
import { scriptedLlm, scriptedVendor } from '@artemis/core/testing';
import mcpPlugin, { inspectServers, writeApprovals } from '@artemis/mcp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { call } from './call.ts';
import { calls } from './calls.ts';

const memoryServer = createRequire(import.meta.url).resolve('@modelcontextprotocol/server-memory/dist/index.js');
const entities = [{ name: 'Ada', entityType: 'person', observations: ['likes tabs'] }];

let home: string;
beforeEach(async () => void (home = await mkdtemp(join(tmpdir(), 'artemis-mcp-'))));
afterEach(() => rm(home, { recursive: true }));

it('works as the README shows', async () => {
  const [projectDir, approvalsFile, memoryFile] = ['project', 'approved.json', 'memory.jsonl'].map((name) => join(home, name)) as [
    string,
    string,
    string,
  ];
  await mkdir(projectDir);
  const llm = scriptedLlm(
    calls(['mcp__memory__create_entities', { entities }], ['write', { path: 'a.txt', content: 'Done.\n' }]),
    calls(['finish', { summary: 'Remembered.' }]),
  );
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home, 'state') });
  await artemis.loadPlugin(scriptedVendor(llm));
  const memory = { command: 'node', args: [memoryServer], env: { MEMORY_FILE_PATH: memoryFile }, required: true };
  const servers = { memory, absent: { command: 'no-such-program' } };
  const [found] = await inspectServers({ servers, projectDir, approvalsFile }, call);
  if (!found?.identity) throw new TypeError('the server is not there');
  const tools = Object.fromEntries(found.tools.map(({ name, hash }) => [name, hash]));
  await writeApprovals(approvalsFile, { servers: { [found.identity]: { name: 'memory', tools } }, together: [] });
  await artemis.loadPlugin(mcpPlugin({ servers, projectDir, approvalsFile }));
  const result = await artemis.executeTask({ text: 'Remember that Ada likes tabs', projectDir });
  expect(result.degraded).toMatchObject([{ component: 'mcp.absent', code: 'ARTEMIS_E_MCP_START' }]);
  await artemis.close();
  expect(await readFile(memoryFile, 'utf8')).toContain('likes tabs');
});
