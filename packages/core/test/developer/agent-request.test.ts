import { describe, expect, it } from 'vitest';
import { agentDeveloper, createAgentDeveloper } from '../../src/developer/agent-developer.ts';
import { ModelError } from '../../src/llm/failure/model-error.ts';
import { calls, finish, stage, type Stage } from './agent-stage.ts';

const develop = ({ request, call }: Stage) => agentDeveloper.develop(request, call);

const tooLong = () => new ModelError('ARTEMIS_E_MODEL_CONTEXT_LENGTH', 'too long', { kind: 'shrink', hint: '' });

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
    const scene = stage(
      [calls(['write', { path: 'a', content: 'x' }]), finish()],
      Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`src/module-${n}.ts`, 'x'])),
    );
    await develop(scene);
    expect(JSON.stringify(scene.requests[0]).length).toBeLessThanOrEqual(5_000);
  });

  it('quotes AGENTS.md of the root and of the folder of a named file', async () => {
    const files = {
      'AGENTS.md': 'Use tabs.',
      'web/AGENTS.md': 'Use spaces.',
      'web/page.ts': '',
      'api/AGENTS.md': 'No classes.',
      'api/serve.ts': 'x',
    };
    const scene = stage([calls(['read', { path: 'api/serve.ts' }]), calls(['write', { path: 'a', content: 'x' }]), finish()], files, {
      task: { text: 'Mend page.ts', projectDir: '/project' },
    });
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
