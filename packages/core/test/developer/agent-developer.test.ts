import { describe, expect, it } from 'vitest';
import { agentDeveloper, createAgentDeveloper } from '../../src/developer/agent-developer.ts';
import { RunBlockedError } from '../../src/errors/run-blocked-error.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { calls, failing, finish, stage, type Line, type Stage } from './agent-stage.ts';

const develop = ({ request, call }: Stage) => agentDeveloper.develop(request, call);

describe('the agent developer', () => {
  it('reads, edits, runs the gate and gives its changes as one patch', async () => {
    const scene = stage(
      [
        calls(['read', { path: 'sum.js' }]),
        calls(['edit', { path: 'sum.js', old: 'a - b', new: 'a + b' }], ['write', { path: 'sum.test.js', content: 'test();\n' }]),
        calls(['run_gate', {}]),
        finish('Mended the sign.'),
      ],
      { 'sum.js': 'export const sum = (a, b) => a - b;\n' },
    );
    expect(await develop(scene)).toEqual({
      approach: 'Mended the sign.',
      changes: [
        { kind: 'write', path: 'sum.js', content: 'export const sum = (a, b) => a + b;\n' },
        { kind: 'write', path: 'sum.test.js', content: 'test();\n' },
      ],
    });
    expect(scene.requests).toHaveLength(4);
    expect(scene.checked).toHaveLength(1);
  });

  it('writes nothing before the gate is asked for', async () => {
    const scene = stage([
      calls(['write', { path: 'a.js', content: 'x' }]),
      () => {
        expect(scene.project.files.has('a.js')).toBe(false);
        return finish();
      },
    ]);
    await develop(scene);
    expect(scene.checked).toHaveLength(0);
    expect(scene.requests).toHaveLength(2);
  });

  it('shows the model its own pending changes', async () => {
    const scene = stage([
      calls(['write', { path: 'a.js', content: 'one\n' }]),
      calls(['read', { path: 'a.js' }], ['list', {}], ['search', { text: 'ONE' }]),
      finish(),
    ]);
    await develop(scene);
    const shown = scene.requests[2]?.messages.filter(({ role }) => role === 'tool').map(({ content }) => content) ?? [];
    expect(shown[1]).toContain('one');
    expect(shown[2]).toContain('a.js');
    expect(shown[3]).toContain('a.js:1: one');
  });

  it('runs reads of one answer side by side and writes in order', async () => {
    let [running, most] = [0, 0];
    const scene = stage([
      calls(['read', { path: 'a' }], ['read', { path: 'b' }], ['read', { path: 'c' }]),
      calls(['write', { path: 'a', content: '1' }], ['write', { path: 'a', content: '2' }], ['edit', { path: 'a', old: '2', new: '3' }]),
      finish(),
    ]);
    const slow = {
      ...scene.request,
      project: {
        list: async () => ['a', 'b', 'c'],
        read: async () => {
          most = Math.max(most, ++running);
          await new Promise(setImmediate);
          running--;
          return 'text';
        },
      },
    };
    const patch = await agentDeveloper.develop(slow, scene.call);
    expect(most).toBe(3);
    expect(patch.changes).toEqual([{ kind: 'write', path: 'a', content: '3' }]);
  });

  it('tells of each tool when it starts and ends, with the time by the given clock', async () => {
    const clock = new FakeClock();
    const scene = stage(
      [calls(['run_gate', {}]), calls(['write', { path: 'a', content: 'x' }]), finish()],
      {},
      {
        gate: () => {
          clock.advance(40);
          return failing('no');
        },
      },
    );
    await createAgentDeveloper({ clock }).develop(scene.request, scene.call);
    expect(scene.events.slice(0, 2)).toEqual([
      { type: 'tool.started', tool: 'run_gate', input: '{}' },
      { type: 'tool.completed', tool: 'run_gate', input: '{}', ok: false, summary: 'failed: tests failed', durationMs: 40 },
    ]);
  });

  it('uses tools from outside, but never under the name of its own', async () => {
    const ran: unknown[] = [];
    const outside = (name: string) => ({
      name,
      description: '',
      parameters: { type: 'object' },
      run: async (input: unknown) => (ran.push([name, input]), { ok: true, text: 'from outside' }),
    });
    const scene = stage(
      [calls(['weather', { city: 'Wien' }], ['read', { path: 'a' }]), finish(), finish()],
      { a: 'text' },
      { tools: async () => [outside('weather'), outside('read')] },
    );
    await develop(scene);
    expect(ran).toEqual([['weather', { city: 'Wien' }]]);
    expect(scene.events).toContainEqual(expect.objectContaining({ type: 'tool.completed', tool: 'weather', summary: 'from outside' }));
    expect(scene.requests[0]?.tools?.filter(({ name }) => name === 'read')).toHaveLength(1);
  });

  it('answers a tool that throws, is unknown or gets wrong arguments with a result', async () => {
    const broken = { name: 'broken', description: '', parameters: { type: 'object' }, run: () => Promise.reject(new Error('kaputt')) };
    const scene = stage(
      [
        calls(['broken', {}], ['nonsense', {}], ['read', { path: 7 }], ['read', { path: '../../etc/passwd' }]),
        calls(['write', { path: 'a', content: 'x' }]),
        finish(),
      ],
      {},
      { tools: async () => [broken] },
    );
    await develop(scene);
    const [thrown, unknown, wrong, outside] =
      scene.requests[1]?.messages.filter(({ role }) => role === 'tool').map(({ content }) => content) ?? [];
    expect(thrown).toContain('kaputt');
    expect(unknown).toContain('no tool "nonsense"');
    expect(wrong).toContain('path');
    expect(outside).toContain('refused');
  });

  it('L22: lets a blocked run end at once', async () => {
    const blocked = new RunBlockedError('ARTEMIS_E_MODELS_OUT', 'no model', { hint: '' });
    const scene = stage([calls(['write', { path: 'a', content: 'x' }]), blocked]);
    await expect(develop(scene)).rejects.toBe(blocked);
    expect(scene.checked).toHaveLength(0);
  });

  it('stops with the reason of the signal', async () => {
    const scene = stage(
      [
        () => {
          scene.abort();
          return calls(['read', { path: 'a' }]);
        },
      ],
      { a: '' },
    );
    await expect(develop(scene)).rejects.toThrow('stopped');
    expect(scene.requests).toHaveLength(1);
  });
});

describe('arguments of tool calls', () => {
  it('repairs broken JSON', async () => {
    const scene = stage([calls(['write', "{path: 'a.js', content: 'x = 1',}"]), finish()]);
    expect((await develop(scene)).changes).toEqual([{ kind: 'write', path: 'a.js', content: 'x = 1' }]);
  });

  it('never writes a file whose text was cut off', async () => {
    const scene = stage([
      calls(['write', '{"path":"a.js","content":"function f() { ret']),
      calls(['write', { path: 'a.js', content: 'whole' }]),
      finish(),
    ]);
    expect((await develop(scene)).changes).toEqual([{ kind: 'write', path: 'a.js', content: 'whole' }]);
    expect(scene.requests[1]?.messages.at(-1)?.content).toContain('cut off');
  });

  it('C04: never replaces a file by an empty one', async () => {
    const scene = stage([calls(['write', { path: 'a.js', content: ' \n' }]), finish(), finish()], { 'a.js': 'text' });
    expect((await develop(scene)).changes).toEqual([]);
    expect(scene.requests[1]?.messages.at(-1)?.content).toContain('would lose it');
  });

  it('gives calls with the same or no id ids of their own', async () => {
    const same = (name: string, input: object): Line => ({
      toolCalls: ['call_0', 'call_0', ''].map((id) => ({ id, name, arguments: JSON.stringify(input) })),
      finishReason: 'tool-calls',
    });
    const scene = stage([same('read', { path: 'a' }), same('list', {}), calls(['write', { path: 'b', content: 'x' }]), finish()], {
      a: 'x',
    });
    await develop(scene);
    expect(scene.requests).toHaveLength(4);
  });

  it('sends unreadable arguments back as an empty object, which strict servers can parse', async () => {
    const scene = stage([calls(['read', '<<<>>>']), calls(['write', { path: 'b', content: 'x' }]), finish()]);
    await develop(scene);
    const said = scene.requests[1]?.messages.find(({ role }) => role === 'assistant');
    expect(said).toMatchObject({ toolCalls: [{ name: 'read', arguments: '{}' }] });
  });
});

describe('finish', () => {
  it('without any change is questioned once, then believed', async () => {
    const scene = stage([finish('Nothing to do.')]);
    expect(await develop(scene)).toEqual({ approach: 'Nothing to do.', changes: [] });
    expect(scene.requests).toHaveLength(2);
  });

  it('does not end the work when an earlier call of the same answer failed', async () => {
    const scene = stage(
      [
        calls(['edit', { path: 'a', old: 'nowhere', new: 'x' }], ['finish', { summary: 'Done.' }]),
        calls(['edit', { path: 'a', old: 'text', new: 'better' }]),
        finish(),
      ],
      { a: 'text' },
    );
    expect((await develop(scene)).changes).toEqual([{ kind: 'write', path: 'a', content: 'better' }]);
  });

  it('in one answer with the change ends the work', async () => {
    const scene = stage([calls(['edit', { path: 'a', old: 'text', new: 'better' }], ['finish', { summary: 'Done.' }])], { a: 'text' });
    expect((await develop(scene)).changes).toHaveLength(1);
    expect(scene.requests).toHaveLength(1);
  });
});
