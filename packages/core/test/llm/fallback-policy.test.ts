import { describe, expect, it } from 'vitest';
import { FallbackPolicy } from '../../src/llm/fallback-policy.ts';
import { callWith } from './ask.ts';

const models = [
  { vendor: 'a', model: 'first', tier: 1 },
  { vendor: 'b', model: 'better', tier: 3 },
  { vendor: 'c', model: 'worse', tier: 1 },
  { vendor: 'd', model: 'unknown' },
];

describe('who may answer', () => {
  it('is everybody by default', () => {
    expect(new FallbackPolicy(models)).toMatchObject({ names: ['a/first', 'b/better', 'c/worse', 'd/unknown'], heldBack: [] });
  });

  it('is the first model alone with mode never', () => {
    const { names, heldBack } = new FallbackPolicy(models, { mode: 'never' });
    expect([names, heldBack.length]).toEqual([['a/first'], 3]);
  });

  it('is the first model and those of the lowest tier or above; one without a tier is not', () => {
    expect(new FallbackPolicy(models, { mode: 'auto', minTier: 2 }).names).toEqual(['a/first', 'b/better']);
    expect(new FallbackPolicy(models, { mode: 'auto', minTier: 1 }).names).toEqual(['a/first', 'b/better', 'c/worse']);
  });

  it.each([
    ['mode ask without a way to ask', { mode: 'ask' as const }],
    ['a tier that is no number', { mode: 'auto' as const, minTier: Number.NaN }],
  ])('cannot be said by %s', (_what, fallback) => {
    expect(() => new FallbackPolicy(models, fallback)).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION' }));
  });
});

describe('asking before a switch', () => {
  it('asks once for each switch of a run, however many calls want it', async () => {
    const asked: string[] = [];
    const policy = new FallbackPolicy(models, { mode: 'ask', ask: async (from, to) => asked.push(`${from} > ${to}`) > 0 });
    const permit = policy.permission();
    await Promise.all([1, 2, 3].map(() => permit('a/first', 'b/better', callWith())));
    await permit('a/first', 'c/worse', callWith());
    expect(asked).toEqual(['a/first > b/better', 'a/first > c/worse']);
    await policy.permission()('a/first', 'b/better', callWith());
    expect(asked).toHaveLength(3);
  });

  it.each([
    ['a no', async () => false],
    ['nobody who answers', () => Promise.reject(new Error('no terminal'))],
    ['something that is not a yes', async () => 'yes' as unknown as boolean],
  ])('takes %s for a refusal', async (_what, ask) => {
    const permit = new FallbackPolicy(models, { mode: 'ask', ask }).permission();
    await expect(permit('a/first', 'b/better', callWith())).rejects.toMatchObject({ code: 'ARTEMIS_E_FALLBACK_REFUSED' });
  });

  it('does not outlive the call: an abort ends the wait for an answer', async () => {
    const permit = new FallbackPolicy(models, { mode: 'ask', ask: () => new Promise(() => {}) }).permission();
    const controller = new AbortController();
    const waiting = permit('a/first', 'b/better', callWith(controller.signal));
    controller.abort(new Error('Ctrl-C'));
    await expect(waiting).rejects.toThrow('Ctrl-C');
  });

  it('asks nobody with the other modes', async () => {
    await expect(new FallbackPolicy(models).permission()('a', 'b', callWith())).resolves.toBeUndefined();
  });
});
