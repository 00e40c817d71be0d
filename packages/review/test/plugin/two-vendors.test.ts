import { ModelError } from '@artemis/core';
import { describe, expect, it } from 'vitest';
import { namedModel, reviewedRun } from '../reviewed-run.ts';

const good = 'export const add = (a, b) => a + b;\n';
const nothing = '{"findings": []}';
const blocking = JSON.stringify({
  findings: [{ path: 'src/add.js', line: 1, quote: good.trim(), severity: 'blocking', message: 'Adds strings too.' }],
});
const refused = new ModelError('ARTEMIS_E_MODEL_REFUSED', 'no reviews today', { kind: 'stop', hint: 'ask for something else' });
const away = new ModelError('ARTEMIS_E_MODEL_UNREACHABLE', 'connection refused', { kind: 'switch', hint: 'start it' });

describe('a run with models of two vendors', () => {
  it('K71: has the change read by the vendor that did not write it, on record and within the budget', async () => {
    const [author, critic] = [namedModel('writer-1', good, blocking), namedModel('critic-2', good, nothing)];
    const { result, events } = await reviewedRun({ first: author, second: critic });
    expect([author.questions.length, author.reviews.length, critic.reviews.length]).toEqual([1, 0, 1]);
    expect(result).toMatchObject({ review: { status: 'approved' }, degraded: [], cost: { calls: 2, inputTokens: 20 } });
    expect(result.review?.summary).toContain('critic-2 and rules');
    expect(events.filter(({ type }) => type === 'model.requested')).toMatchObject([{ model: 'writer-1' }, { model: 'critic-2' }]);
  });

  it('K71: sends what the other vendor blocks back to the author once, and has the same one read it again', async () => {
    const [author, critic] = [namedModel('writer-1', good), namedModel('critic-2', good, blocking)];
    const { result } = await reviewedRun({ first: author, second: critic });
    expect([author.questions.length, author.reviews.length, critic.reviews.length]).toEqual([2, 0, 2]);
    expect(result).toMatchObject({ exitCode: 0, review: { status: 'changes-requested' } });
  });

  it('K71: has the change read by its own author when the other vendor is away, and says so', async () => {
    const [author, critic] = [namedModel('writer-1', good, nothing), namedModel('critic-2', good, away)];
    const { result } = await reviewedRun({ first: author, second: critic });
    expect([author.reviews.length, critic.reviews.length > 0]).toEqual([1, true]);
    expect(result).toMatchObject({
      exitCode: 0,
      review: { status: 'approved' },
      degraded: [{ component: 'llm', from: 'second/critic-2', fallback: 'first/writer-1', reason: 'connection refused' }],
    });
    expect(result.review?.summary).toContain('writer-1 and rules');
  });

  it('K72: rules review when neither vendor does', async () => {
    const [author, critic] = [namedModel('writer-1', good, refused), namedModel('critic-2', good, refused)];
    const { result } = await reviewedRun({ first: author, second: critic });
    expect(critic.reviews.length).toBeGreaterThan(0);
    expect(result).toMatchObject({ exitCode: 0, review: { status: 'approved' } });
    expect(result.degraded).toContainEqual(expect.objectContaining({ component: 'review', from: 'model', fallback: 'rules' }));
  });

  it('leaves the review to rules when no call is left for it', async () => {
    const [author, critic] = [namedModel('writer-1', good), namedModel('critic-2', good, nothing)];
    const { result } = await reviewedRun({ first: author, second: critic }, {}, { maxCalls: 1 });
    expect(critic.reviews).toEqual([]);
    expect(result).toMatchObject({ exitCode: 0, review: { status: 'approved' }, cost: { calls: 1 } });
    expect(result.degraded).toContainEqual(expect.objectContaining({ component: 'review', fallback: 'rules' }));
  });
});
