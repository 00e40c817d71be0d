import { describe, expect, it } from 'vitest';
import { agentDeveloper, createAgentDeveloper } from '../../src/developer/agent-developer.ts';
import { RunBlockedError } from '../../src/errors/run-blocked-error.ts';
import { ModelError } from '../../src/llm/model-error.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { calls, failing, finish, lastResults, says, stage, type Line, type Stage } from './agent-stage.ts';

const develop = ({ request, call }: Stage) => agentDeveloper.develop(request, call);

const tooLong = () => new ModelError('ARTEMIS_E_MODEL_CONTEXT_LENGTH', 'too long', { kind: 'shrink', hint: '' });

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
    const scene = stage([calls(['write', { path: 'a.js', content: 'x' }]), (() => { expect(scene.project.files.has('a.js')).toBe(false); return finish(); }) as Line]);
    await develop(scene);
    expect(scene.checked).toHaveLength(0);
    expect(scene.requests).toHaveLength(2);
  });

  it('shows the model its own pending changes', async () => {
    const scene = stage([calls(['write', { path: 'a.js', content: 'one\n' }]), calls(['read', { path: 'a.js' }], ['list', {}], ['search', { text: 'ONE' }]), finish()]);
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
    const scene = stage([calls(['run_gate', {}]), calls(['write', { path: 'a', content: 'x' }]), finish()], {}, {
      gate: () => {
        clock.advance(40);
        return failing('no');
      },
    });
    await createAgentDeveloper({ clock }).develop(scene.request, scene.call);
    expect(scene.events.slice(0, 2)).toEqual([
      { type: 'tool.started', tool: 'run_gate', input: '{}' },
      { type: 'tool.completed', tool: 'run_gate', input: '{}', ok: false, summary: 'failed: tests failed', durationMs: 40 },
    ]);
  });

  it('uses tools from outside, but never under the name of its own', async () => {
    const ran: unknown[] = [];
    const outside = (name: string) => ({ name, description: '', parameters: { type: 'object' }, run: async (input: unknown) => (ran.push([name, input]), { ok: true, text: 'from outside' }) });
    const scene = stage([calls(['weather', { city: 'Wien' }], ['read', { path: 'a' }]), finish(), finish()], { a: 'text' }, { tools: [outside('weather'), outside('read')] });
    await develop(scene);
    expect(ran).toEqual([['weather', { city: 'Wien' }]]);
    expect(scene.requests[0]?.tools?.filter(({ name }) => name === 'read')).toHaveLength(1);
  });

  it('answers a tool that throws, is unknown or gets wrong arguments with a result', async () => {
    const broken = { name: 'broken', description: '', parameters: { type: 'object' }, run: () => Promise.reject(new Error('kaputt')) };
    const scene = stage([calls(['broken', {}], ['nonsense', {}], ['read', { path: 7 }], ['read', { path: '../../etc/passwd' }]), calls(['write', { path: 'a', content: 'x' }]), finish()], {}, { tools: [broken] });
    await develop(scene);
    const [thrown, unknown, wrong, outside] = scene.requests[1]?.messages.filter(({ role }) => role === 'tool').map(({ content }) => content) ?? [];
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
    const scene = stage([(() => { scene.abort(); return calls(['read', { path: 'a' }]); }) as Line], { a: '' });
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
    const scene = stage([calls(['write', '{"path":"a.js","content":"function f() { ret']), calls(['write', { path: 'a.js', content: 'whole' }]), finish()]);
    expect((await develop(scene)).changes).toEqual([{ kind: 'write', path: 'a.js', content: 'whole' }]);
    expect(scene.requests[1]?.messages.at(-1)?.content).toContain('cut off');
  });

  it('C04: never replaces a file by an empty one', async () => {
    const scene = stage([calls(['write', { path: 'a.js', content: ' \n' }]), finish(), finish()], { 'a.js': 'text' });
    expect((await develop(scene)).changes).toEqual([]);
    expect(scene.requests[1]?.messages.at(-1)?.content).toContain('would lose it');
  });

  it('gives calls with the same or no id ids of their own', async () => {
    const same = (name: string, input: object): Line => ({ toolCalls: ['call_0', 'call_0', ''].map((id) => ({ id, name, arguments: JSON.stringify(input) })), finishReason: 'tool-calls' });
    const scene = stage([same('read', { path: 'a' }), same('list', {}), calls(['write', { path: 'b', content: 'x' }]), finish()], { a: 'x' });
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
    const scene = stage([calls(['edit', { path: 'a', old: 'nowhere', new: 'x' }], ['finish', { summary: 'Done.' }]), calls(['edit', { path: 'a', old: 'text', new: 'better' }]), finish()], { a: 'text' });
    expect((await develop(scene)).changes).toEqual([{ kind: 'write', path: 'a', content: 'better' }]);
  });

  it('in one answer with the change ends the work', async () => {
    const scene = stage([calls(['edit', { path: 'a', old: 'text', new: 'better' }], ['finish', { summary: 'Done.' }])], { a: 'text' });
    expect((await develop(scene)).changes).toHaveLength(1);
    expect(scene.requests).toHaveLength(1);
  });
});

describe('the model that stops talking', () => {
  const started = calls(['write', { path: 'a', content: 'x' }]);

  it.each([
    ['empty', says('  ')],
    ['cut', { content: 'half', finishReason: 'length' }],
    ['repeated', says('I will now fix it. '.repeat(400))],
  ] as const)('an %s answer is pardoned once', async (_, fault) => {
    const scene = stage([started, fault, finish()]);
    expect((await develop(scene)).changes).toHaveLength(1);
    expect(scene.events).toContainEqual(expect.objectContaining({ type: 'answer.repaired', repair: 1 }));
  });

  it.each([
    ['empty', says('')],
    ['cut', { content: 'half', finishReason: 'length' }],
    ['repeated', says('I will now fix it. '.repeat(400))],
  ] as const)('the second %s answer in a row ends the work, which is kept', async (_, fault) => {
    const scene = stage([started, fault]);
    await expect(develop(scene)).rejects.toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
    expect(scene.requests).toHaveLength(3);
    expect(scene.project.files.get('a')).toBe('x');
  });

  it('does not run the calls of a cut answer', async () => {
    const scene = stage([started, { ...calls(['write', { path: 'b', content: 'half' }]), finishReason: 'length' }, finish()]);
    expect((await develop(scene)).changes).toEqual([{ kind: 'write', path: 'a', content: 'x' }]);
  });

  it('prose after work is asked for a call once, then taken as the end', async () => {
    const scene = stage([started, says('All is done.'), says('Really, all is done.')]);
    expect(await develop(scene)).toMatchObject({ approach: 'Really, all is done.', changes: [{ path: 'a' }] });
  });

  it('C05: a filtered answer ends the work', async () => {
    const scene = stage([started, { content: 'I cannot', finishReason: 'content-filter' }]);
    await expect(develop(scene)).rejects.toMatchObject({ code: 'ARTEMIS_E_MODEL_REFUSED' });
  });
});

describe('a loop', () => {
  it('of one failing command with changing times is stopped at the third call', async () => {
    let second = 0;
    const scene = stage([calls(['run_gate', {}])], {}, { gate: () => failing(`10:00:0${second++} run ${second}ab12cd34ef: expected 4 (12${second} ms)`) });
    await expect(develop(scene)).rejects.toMatchObject({ code: 'ARTEMIS_E_NO_PROGRESS', facts: { tool: 'run_gate' } });
    expect(scene.requests).toHaveLength(3);
  });

  it('is warned of before it is stopped', async () => {
    const scene = stage([calls(['read', { path: 'a' }])], { a: 'text' });
    await expect(develop(scene)).rejects.toMatchObject({ code: 'ARTEMIS_E_NO_PROGRESS' });
    expect(lastResults(scene)[0]).toContain('Do something else');
  });

  it('of edits there and back again is stopped', async () => {
    const there = calls(['edit', { path: 'a', old: 'x', new: 'y' }]);
    const back = calls(['edit', { path: 'a', old: 'y', new: 'x' }]);
    const scene = stage([there, back, there, back, there, back, there, back], { a: 'x' });
    await expect(develop(scene)).rejects.toMatchObject({ code: 'ARTEMIS_E_NO_PROGRESS' });
    expect(scene.requests.length).toBeLessThanOrEqual(7);
  });

  it('is not seen in a file that is read again after each change', async () => {
    const rounds = Array.from({ length: 5 }, (_, n) => [calls(['read', { path: 'b' }]), calls(['write', { path: 'a', content: `${n}` }])]).flat();
    const scene = stage([...rounds, finish()], { b: 'text' });
    expect((await develop(scene)).changes).toEqual([{ kind: 'write', path: 'a', content: '4' }]);
  });

  it('is not seen in the parts of a file of numbers', async () => {
    const data = Array.from({ length: 2_000 }, (_, n) => `${n}`).join('\n');
    const scene = stage([1, 601, 1_201, 1_801].map((from) => calls(['read', { path: 'd.csv', from }])).concat(calls(['write', { path: 'a', content: 'x' }]), finish()), { 'd.csv': data });
    expect((await develop(scene)).changes).toHaveLength(1);
  });

  it('of ever new calls ends at the step limit, and the work is kept', async () => {
    let n = 0;
    const scene = stage([() => calls(['write', { path: `f${n++}`, content: 'x' }])]);
    await expect(develop(scene)).rejects.toMatchObject({ code: 'ARTEMIS_E_STEP_LIMIT' });
    expect(scene.requests).toHaveLength(60);
    expect(scene.project.files.size).toBe(60);
  });
});

describe('the window', () => {
  const long = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`f${n}`, `${n} `.repeat(3_000)]));
  const readAll = Array.from({ length: 30 }, (_, n) => calls(['read', { path: `f${n}` }]));

  it('is kept by leaving out old results, never a call without its result', async () => {
    const scene = stage([...readAll, calls(['write', { path: 'a', content: 'x' }]), finish()], long);
    await createAgentDeveloper({ maxRequestTokens: 10_000 }).develop(scene.request, scene.call);
    const sizes = scene.requests.map((request) => JSON.stringify(request).length / 4);
    expect(Math.max(...sizes)).toBeLessThan(10_500);
    expect(scene.requests).toHaveLength(32);
  });

  it('L16: shrinks when the model says that it cannot read so much', async () => {
    const scene = stage([...readAll.slice(0, 8), tooLong(), calls(['write', { path: 'a', content: 'x' }]), finish()], long);
    expect((await develop(scene)).changes).toHaveLength(1);
    const [refused, accepted] = [8, 9].map((n) => JSON.stringify(scene.requests[n]).length);
    expect(accepted).toBeLessThan((refused ?? 0) / 2 + 1_000);
    expect(scene.events).toContainEqual(expect.objectContaining({ type: 'warning.raised' }));
  });

  it('L16: gives up after two shrinks', async () => {
    const scene = stage([tooLong()], long, { context: [{ title: 'c', text: 'word '.repeat(5_000) }] });
    await expect(develop(scene)).rejects.toMatchObject({ code: 'ARTEMIS_E_CONTEXT_TOO_LONG' });
    expect(scene.requests).toHaveLength(3);
  });
});

describe('the first request', () => {
  it('of a small project has at most 6 kB, tools included', async () => {
    const scene = stage([calls(['write', { path: 'a', content: 'x' }]), finish()], Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`src/module-${n}.ts`, 'x'])));
    await develop(scene);
    expect(JSON.stringify(scene.requests[0]).length).toBeLessThanOrEqual(5_000);
  });

  it('quotes AGENTS.md of the root and of the folder of a named file', async () => {
    const files = { 'AGENTS.md': 'Use tabs.', 'web/AGENTS.md': 'Use spaces.', 'web/page.ts': '', 'api/AGENTS.md': 'No classes.', 'api/serve.ts': 'x' };
    const scene = stage([calls(['read', { path: 'api/serve.ts' }]), calls(['write', { path: 'a', content: 'x' }]), finish()], files, { task: { text: 'Mend page.ts', projectDir: '/project' } });
    await develop(scene);
    const first = scene.requests[0]?.messages[1]?.content ?? '';
    expect(first).toContain('<<< AGENTS.md\nUse tabs.\n>>>');
    expect(first).toContain('<<< web/AGENTS.md\nUse spaces.\n>>>');
    expect(first).not.toContain('No classes.');
    expect(scene.requests[1]?.messages.at(-1)?.content).toContain('No classes.');
  });

  it('tells why the last attempt was not accepted', async () => {
    const scene = stage([finish()], {}, { attempt: 2, feedback: { reason: 'expected 4, got 5' } });
    await develop(scene);
    expect(scene.requests[0]?.messages[1]?.content).toContain('expected 4, got 5');
  });

  it('is the same every time, so that a resumed run finds its answers', async () => {
    const [one, two] = [stage([finish()], { b: '', a: '' }), stage([finish()], { b: '', a: '' })];
    await develop(one);
    await develop(two);
    expect(one.requests[0]).toEqual(two.requests[0]);
  });
});
