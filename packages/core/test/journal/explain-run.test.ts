import { describe, expect, it } from 'vitest';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { explainRun } from '../../src/journal/explain-run.ts';
import type { RunEvent } from '../../src/task/run-event.ts';

const stamp = (events: readonly RunEvent[]): StampedEvent[] =>
  events.map((event, index) => ({ v: 1, seq: index + 1, ts: `2026-01-01T00:00:0${index % 10}.000Z`, runId: 'r', ...event }));

const refused: RunEvent = { type: 'model.failed', model: 'one', code: 'ARTEMIS_E_MODEL_UNREACHABLE', message: 'refused' };
const opened: RunEvent = {
  type: 'circuit.changed',
  component: 'llm',
  implementation: 'one',
  from: 'closed',
  to: 'open',
  retryAfterMs: 5_000,
  reason: 'refused',
};
const degraded: RunEvent = {
  type: 'component.degraded',
  degradation: { component: 'llm', from: 'one', fallback: 'two', reason: 'refused', since: '2026-01-01T00:00:00.000Z' },
};
const answered = (outputTokens: number, usd: number | null = 0.5): RunEvent => ({
  type: 'model.answered',
  model: 'two',
  durationMs: 5,
  inputTokens: 10,
  outputTokens,
  usd,
  replayed: false,
});

describe('explainRun', () => {
  it('puts cause before effect, and ends the chain when the part serves again', async () => {
    const { chains } = await explainRun(
      stamp([refused, opened, degraded, { type: 'component.recovered', component: 'llm', servedBy: 'one' }, refused]),
    );
    expect(chains.map(({ component, recovered, links }) => [component, recovered, links.map(({ seq }) => seq)])).toEqual([
      ['llm', true, [1, 2, 3, 4]],
      ['llm', false, [5]],
    ]);
  });

  it('names the first thing that went wrong', async () => {
    const rag: RunEvent = { ...degraded, degradation: { ...degraded.degradation, component: 'rag' } };
    expect((await explainRun(stamp([rag, refused]))).firstCause).toMatchObject({ seq: 1, text: 'two served instead of one: refused' });
  });

  it('says how the plan was made, and why', async () => {
    const strategy = 'decompose (auto: 3 parts named)';
    const made: RunEvent = { type: 'plan.made', plan: { strategy, steps: [{ title: 'Write add().' }] } };
    expect((await explainRun(stamp([made]))).strategy).toBe(strategy);
    expect((await explainRun(stamp([answered(1)]))).strategy).toBeNull();
  });

  it('says nothing went wrong when nothing did', async () => {
    expect(await explainRun(stamp([answered(1)]))).toMatchObject({ firstCause: null, chains: [] });
  });

  it('adds up what each attempt at a stage has used; an unknown price makes the sum unknown', async () => {
    const stage: RunEvent = { type: 'stage.started', stage: 'develop', attempt: 2 };
    const asked: RunEvent = { type: 'model.requested', model: 'two', inputBytes: 1 };
    expect((await explainRun(stamp([stage, asked, answered(3), asked, answered(4)]))).costs).toEqual([
      { stage: 'develop', attempt: 2, calls: 2, inputTokens: 20, outputTokens: 7, usd: 1 },
    ]);
    expect((await explainRun(stamp([stage, asked, answered(3), asked, answered(4, null)]))).costs[0]?.usd).toBeNull();
  });

  it('does not count what was taken from the journal', async () => {
    expect((await explainRun(stamp([{ ...answered(3), replayed: true } as RunEvent]))).costs).toEqual([]);
  });
});
