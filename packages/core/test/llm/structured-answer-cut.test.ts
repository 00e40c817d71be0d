import { describe, expect, it } from 'vitest';
import { answerOf, askInTurn, reference, referenceText, untested } from './structured.ts';

describe('L24: a cut answer', () => {
  const offsets = Array.from({ length: referenceText.length }, (_, offset) => offset);

  it('is never taken, wherever the token limit cuts it, and is asked for shorter', async () => {
    for (const offset of offsets) {
      const { result, requests } = await askInTurn([answerOf(referenceText.slice(0, offset), 'length'), referenceText], {
        lenientSchema: async () => untested,
      });
      expect(result, `cut at ${offset}`).toEqual({ value: reference, lenient: false, repairs: 1 });
      expect(requests[1]?.messages).toHaveLength(2);
      expect(requests[1]?.messages.at(-1)?.content).toContain('shorter');
    }
  });

  it('is never taken in part, wherever it is cut by a server that says it is whole', async () => {
    for (const offset of offsets) {
      const { result } = await askInTurn([referenceText.slice(0, offset), referenceText], { lenientSchema: async () => untested });
      expect(result.value, `cut at ${offset}`).toEqual(reference);
    }
  });

  it('is never taken in part, indented or in a fence either', async () => {
    const text = `Here it is:\n\`\`\`json\n${JSON.stringify(reference, null, 2)}\n\`\`\``;
    for (let offset = 0; offset < text.length; offset++) {
      for (const finishReason of ['length', 'stop'] as const) {
        const { result } = await askInTurn([answerOf(text.slice(0, offset), finishReason), referenceText], {
          lenientSchema: async () => untested,
        });
        expect(result.value, `${finishReason} at ${offset}`).toEqual(reference);
      }
    }
  });

  it('ends as invalid when the model cannot be shorter', async () => {
    const { result, requests } = await askInTurn([answerOf(referenceText.slice(0, 100), 'length')]);

    expect(result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
    expect(requests).toHaveLength(3);
  });

  it('is taken when only the prose after its JSON was cut', async () => {
    const { result } = await askInTurn([answerOf(`${referenceText}\nThis work`, 'length')]);

    expect(result).toMatchObject({ value: reference, repairs: 0 });
  });
});
