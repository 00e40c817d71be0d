import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { LlmAnswer } from '../../src/capability/llm.ts';
import type { Tool } from '../../src/capability/mcp.ts';
import { ModelError } from '../../src/llm/failure/model-error.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import type { BuildReport } from '../../src/task/build-report.ts';
import { scriptedLlm, scriptedVendor, type ScriptedAnswer, type ScriptedLlm } from '../../src/testing/scripted-llm.ts';

const calls = (...list: readonly (readonly [name: string, input: object])[]): Partial<LlmAnswer> => ({
  toolCalls: list.map(([name, input], index) => ({ id: `call_${index}`, name, arguments: JSON.stringify(input) })),
  finishReason: 'tool-calls',
});

const away = new Error('connection refused');
const passed: BuildReport = { status: 'passed', summary: 'ok', evidence: { kind: 'fails-without-change', detail: '' }, durationMs: 1 };
const failed: BuildReport = {
  status: 'failed',
  summary: 'red',
  output: 'expected 3, got -1',
  evidence: { kind: 'none', detail: '' },
  durationMs: 1,
};

describe('an agent that is interrupted between two steps', () => {
  let home: string;
  let projectDir: string;
  let artemis: Artemis;
  let deployments: number;
  let gates: number;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'artemis-agent-'));
    projectDir = join(home, 'project');
    await mkdir(projectDir);
    await writeFile(join(projectDir, 'sum.js'), 'export const sum = (a, b) => a - b;\n');
    [deployments, gates] = [0, 0];
  });
  afterEach(async () => {
    await artemis.close();
    await rm(home, { recursive: true });
  });

  async function start(...script: readonly [ScriptedAnswer, ...ScriptedAnswer[]]): Promise<ScriptedLlm> {
    const llm = scriptedLlm(...script);
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home, 'state') });
    await artemis.loadPlugin(scriptedVendor(llm));
    await artemis.loadPlugin(world());
    return llm;
  }

  /** A gate that reads the disk, and a tool from outside that does something each time it is called. */
  function world() {
    const verify = async (): Promise<BuildReport> => {
      gates++;
      return (await readFile(join(projectDir, 'sum.js'), 'utf8')).includes('a + b') ? passed : failed;
    };
    const deploy: Tool = {
      name: 'deploy',
      description: 'Deploy.',
      parameters: { type: 'object' },
      run: async () => ({ ok: true, text: `deployment ${++deployments}` }),
    };
    const builder = { name: 'gate', create: () => ({ baseline: async () => ({ madeBy: 'gate', facts: null }), verify }) };
    const tools = { name: 'tools', create: () => ({ tools: async () => ({ tools: [deploy], absent: [] }) }) };
    return definePlugin({
      name: 'artemis-plugin-world',
      apiVersion: 1,
      setup(host) {
        host.register('build', { primary: builder, fallback: { ...builder, name: 'gate-2' } });
        host.register('mcp', { primary: tools, fallback: { ...tools, name: 'tools-2' } });
      },
    });
  }

  const run = (): ReturnType<Artemis['executeTask']> => artemis.executeTask({ text: 'mend sum', projectDir, limits: { patienceMs: 0 } });

  it('K01: goes on where it stopped: no answered call is made again, no effect done twice', async () => {
    const llm = await start(
      calls(['read', { path: 'sum.js' }], ['deploy', { to: 'test' }]),
      calls(['edit', { path: 'sum.js', old: 'a - b', new: 'b - a' }], ['write', { path: 'sum.test.js', content: 'test\n' }]),
      calls(['run_gate', {}]),
      away,
      calls(['list', {}], ['edit', { path: 'sum.js', old: 'b - a', new: 'a + b' }], ['run_gate', {}]),
      calls(['finish', { summary: 'Mended.' }]),
    );
    const deferred = await run();
    expect(deferred).toMatchObject({ status: 'deferred', exitCode: 75 });
    expect(await readFile(join(projectDir, 'sum.js'), 'utf8')).toContain('b - a');

    const resumed = await artemis.resume(deferred.runId);
    expect(resumed).toMatchObject({ status: 'succeeded', approach: 'Mended.', warnings: [] });
    expect(await readFile(join(projectDir, 'sum.js'), 'utf8')).toContain('a + b');
    expect(llm.requests).toHaveLength(6);
    expect(deployments).toBe(1);
    // The state that the developer had checked last is not judged a second time.
    expect(gates).toBe(2);
  });

  it('S11: is told by the gate of files that are not written', async () => {
    const llm = await start(
      calls(
        ['write', { path: '.github/workflows/ci.yml', content: 'evil\n' }],
        ['edit', { path: 'sum.js', old: 'a - b', new: 'a + b' }],
        ['run_gate', {}],
      ),
      calls(['finish', { summary: 'Mended.' }]),
    );
    await run();
    expect(JSON.stringify(llm.requests[1]?.messages)).toContain('.github/workflows/ci.yml');
    expect(llm.requests[1]?.messages.at(-1)?.content).toContain('Not written');
  });

  it('L16: is not blocked by a model that cannot read so much', async () => {
    const tooLong = new ModelError('ARTEMIS_E_MODEL_CONTEXT_LENGTH', 'too long', { kind: 'shrink', hint: '' });
    const llm = await start(
      tooLong,
      calls(['edit', { path: 'sum.js', old: 'a - b', new: 'a + b' }]),
      calls(['finish', { summary: 'Mended.' }]),
    );
    expect(await run()).toMatchObject({ status: 'succeeded' });
    expect(llm.requests).toHaveLength(3);
  });

  it('is replaced by the one-shot developer in the same run when the server refuses tools', async () => {
    const noTools = new ModelError('ARTEMIS_E_MODEL_BAD_REQUEST', 'this model does not support tools', { kind: 'switch', hint: '' });
    const answer = {
      approach: 'At once.',
      implementation: { filename: 'sum.js', content: '// a + b\n' },
      tests: { filename: 'sum.test.js', content: 'test\n' },
    };
    await start(noTools, JSON.stringify(answer));
    const result = await run();
    expect(result).toMatchObject({ status: 'succeeded', approach: 'At once.' });
    expect(result.warnings).toHaveLength(1);
  });
});
