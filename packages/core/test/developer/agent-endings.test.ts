import { describe, expect, it } from 'vitest';
import { agentDeveloper } from '../../src/developer/agent-developer.ts';
import { calls, failing, finish, lastResults, says, stage, type Stage } from './agent-stage.ts';

const develop = ({ request, call }: Stage) => agentDeveloper.develop(request, call);

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
    const scene = stage(
      [calls(['run_gate', {}])],
      {},
      { gate: () => failing(`10:00:0${second++} run ${second}ab12cd34ef: expected 4 (12${second} ms)`) },
    );
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
    const rounds = Array.from({ length: 5 }, (_, n) => [
      calls(['read', { path: 'b' }]),
      calls(['write', { path: 'a', content: `${n}` }]),
    ]).flat();
    const scene = stage([...rounds, finish()], { b: 'text' });
    expect((await develop(scene)).changes).toEqual([{ kind: 'write', path: 'a', content: '4' }]);
  });

  it('is not seen in the parts of a file of numbers', async () => {
    const data = Array.from({ length: 2_000 }, (_, n) => `${n}`).join('\n');
    const scene = stage(
      [1, 601, 1_201, 1_801]
        .map((from) => calls(['read', { path: 'd.csv', from }]))
        .concat(calls(['write', { path: 'a', content: 'x' }]), finish()),
      { 'd.csv': data },
    );
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
