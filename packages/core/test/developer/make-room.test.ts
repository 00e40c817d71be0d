import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LlmMessage } from '../../src/capability/llm.ts';
import { estimateTokens, makeRoom, type Room } from '../../src/developer/make-room.ts';

const size = fc.integer({ min: 0, max: 4_000 });
const turn = fc
  .array(fc.record({ args: size, result: size }), { maxLength: 3 })
  .chain((calls) => fc.record({ calls: fc.constant(calls), text: size }));

let ids = 0;
const turnOf = ({
  calls,
  text,
}: {
  readonly calls: readonly { readonly args: number; readonly result: number }[];
  readonly text: number;
}): LlmMessage[] => {
  const made = calls.map(({ args, result }) => ({
    id: `c${++ids}`,
    args: JSON.stringify({ path: 'a', content: 'x'.repeat(args) }),
    result: 'y'.repeat(result),
  }));
  const toolCalls = made.map(({ id, args }) => ({ id, name: 'write', arguments: args }));
  return [
    { role: 'assistant', content: 'z'.repeat(text), toolCalls },
    ...made.map(({ id, result }): LlmMessage => ({ role: 'tool', toolCallId: id, content: result })),
  ];
};

const opening = (chars: number): LlmMessage[] => [{ role: 'user', content: 'o'.repeat(chars) }];
const tokensOf = (room: Room): number => estimateTokens([room.opening, room.turns]);

describe('makeRoom', () => {
  it('never parts a call from its result, and keeps the arguments JSON', () => {
    fc.assert(
      fc.property(fc.array(turn, { maxLength: 10 }), size, fc.integer({ min: 50, max: 5_000 }), (turns, first, maxTokens) => {
        const room = makeRoom({ opening: opening(first), short: opening(10), turns: turns.map(turnOf) }, maxTokens);
        for (const messages of room.turns) {
          const calls = messages.flatMap((message) => (message.role === 'assistant' ? (message.toolCalls ?? []) : []));
          const results = messages.flatMap((message) => (message.role === 'tool' ? [message.toolCallId] : []));
          expect(results).toEqual(calls.map(({ id }) => id));
          for (const call of calls) expect(JSON.parse(call.arguments)).toHaveProperty('path', 'a');
        }
      }),
    );
  });

  it('meets the limit whenever the last two turns and the shortest opening do', () => {
    fc.assert(
      fc.property(fc.array(turn, { minLength: 3, maxLength: 10 }), fc.integer({ min: 500, max: 20_000 }), (turns, maxTokens) => {
        const whole: Room = { opening: opening(2_000), short: opening(10), turns: turns.map(turnOf) };
        const least = tokensOf({ ...whole, opening: whole.short, turns: whole.turns.slice(-2) });
        fc.pre(least < maxTokens - 10);
        expect(tokensOf(makeRoom(whole, maxTokens))).toBeLessThanOrEqual(maxTokens + 10);
      }),
    );
  });

  it('leaves out results before it leaves out turns', () => {
    const turns = Array.from({ length: 6 }, () => turnOf({ calls: [{ args: 10, result: 4_000 }], text: 10 }));
    const room = makeRoom({ opening: opening(10), short: opening(10), turns }, 4_000);
    expect(room.turns).toHaveLength(6);
    expect(room.turns.map((messages) => (messages[1]?.content.length ?? 0) > 1_000)).toEqual([false, false, false, false, true, true]);
  });
});
