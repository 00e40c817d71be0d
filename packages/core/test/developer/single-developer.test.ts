import { describe, expect, it } from 'vitest';
import { singleDeveloper } from '../../src/developer/single-developer.ts';
import { RunBlockedError } from '../../src/errors/run-blocked-error.ts';
import { ModelError } from '../../src/llm/failure/model-error.ts';
import { AllFailedError } from '../../src/resilience/all-failed-error.ts';
import { calls, finish, says, stage, type Stage } from './agent-stage.ts';

const develop = ({ request, call }: Stage) => singleDeveloper.develop(request, call);

const whole = JSON.stringify({
  approach: 'All at once.',
  implementation: { filename: 'a.js', content: 'x' },
  tests: { filename: 'a.test.js', content: 'y' },
});
const written = {
  approach: 'All at once.',
  changes: [
    { kind: 'write', path: 'a.js', content: 'x' },
    { kind: 'write', path: 'a.test.js', content: 'y' },
  ],
};
const noTools = () =>
  new ModelError('ARTEMIS_E_MODEL_BAD_REQUEST', 'gemma does not accept the request (400): "gemma does not support tools"', {
    kind: 'switch',
    hint: '',
  });

describe('the single developer', () => {
  it('is the agent for a model that calls tools', async () => {
    const scene = stage([calls(['write', { path: 'a', content: 'x' }]), finish('Done.')]);
    expect(await develop(scene)).toEqual({ approach: 'Done.', changes: [{ kind: 'write', path: 'a', content: 'x' }] });
    expect(scene.events.filter(({ type }) => type === 'warning.raised')).toEqual([]);
  });

  it('takes a first answer that is the whole work, without asking again', async () => {
    const scene = stage([says(`Here it is:\n\`\`\`json\n${whole}\n\`\`\``)]);
    expect(await develop(scene)).toEqual(written);
    expect(scene.requests).toHaveLength(1);
  });

  it('asks for the whole work after prose twice, and says so', async () => {
    const scene = stage([says('I would change a.js.'), says('As I said.'), says(whole)]);
    expect(await develop(scene)).toEqual(written);
    expect(scene.requests).toHaveLength(3);
    expect(scene.requests[2]?.tools).toBeUndefined();
    expect(scene.events).toContainEqual(expect.objectContaining({ type: 'warning.raised' }));
  });

  it('asks for the whole work when the server refuses tools', async () => {
    const scene = stage([noTools(), says(whole)]);
    expect(await develop(scene)).toEqual(written);
    expect(scene.requests).toHaveLength(2);
  });

  it('finds the refusal of tools among the causes of a blocked run', async () => {
    const blocked = new RunBlockedError('ARTEMIS_E_MODELS_OUT', 'No model answers.', {
      hint: '',
      cause: new AllFailedError('llm', [noTools()]),
    });
    const scene = stage([blocked, says(whole)]);
    expect(await develop(scene)).toEqual(written);
  });

  it('asks the same in every attempt, so that a resumed run finds its answers', async () => {
    const [one, two] = [stage([noTools(), says(whole)]), stage([noTools(), says(whole)])];
    await develop(one);
    await develop(one);
    await develop(two);
    expect(one.requests[0]).toEqual(one.requests[2] ?? one.requests[0]);
    expect(two.requests).toEqual(one.requests.slice(0, 2));
  });

  it('passes on every other failure of the model', async () => {
    const refused = new ModelError('ARTEMIS_E_MODEL_BAD_REQUEST', 'unknown parameter "seed"', {
      kind: 'switch',
      hint: 'The model may lack tools.',
    });
    await expect(develop(stage([refused]))).rejects.toBe(refused);
  });

  it('C03: says when the model wrote no tests', async () => {
    const scene = stage([says(JSON.stringify({ approach: '', implementation: { filename: 'a.js', content: 'x' } }))]);
    expect((await develop(scene)).changes).toHaveLength(1);
    expect(scene.events).toContainEqual({ type: 'warning.raised', message: 'The model wrote no tests for its change.' });
  });

  it('L16: asks a model without tools for the whole work with less context', async () => {
    const tooLong = () => new ModelError('ARTEMIS_E_MODEL_CONTEXT_LENGTH', 'too long', { kind: 'shrink', hint: '' });
    const scene = stage(
      [noTools(), tooLong(), says(whole)],
      { 'a.js': 'text' },
      { context: [{ title: 'found', text: 'something found' }] },
    );
    expect(await develop(scene)).toEqual(written);
    expect(JSON.stringify(scene.requests[1])).toContain('something found');
    expect(JSON.stringify(scene.requests[2])).not.toContain('something found');
  });
});
