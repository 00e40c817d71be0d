import { faultServer, replies } from '@artemis/tooling-testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { LlmAnswer, LlmRequest } from '../../src/capability/llm.ts';
import { askStructured, type StructuredQuestion } from '../../src/llm/structured-answer.ts';
import { callWith, clientAt, question } from './ask.ts';

const file = z.object({ filename: z.string().min(1), content: z.string().min(1) });
const whole = z.object({ approach: z.string().default(''), implementation: file, tests: file });
const untested = whole.partial({ tests: true });

const reference = {
  approach: 'Adds a function and its test.',
  implementation: { filename: 'src/add.mjs', content: 'export const add = (a, b) => {\n  return a + b; // "sum"\n};\n' },
  tests: { filename: 'test/add.test.mjs', content: "import { add } from '../src/add.mjs';\nassert.deepEqual([add(1, 2)], [3]); // {x}}\n" },
};
const referenceText = JSON.stringify(reference);

const answerOf = (content: string, finishReason: LlmAnswer['finishReason'] = 'stop'): LlmAnswer => ({
  content,
  finishReason,
  toolCalls: [],
  usage: { inputTokens: 1, outputTokens: 1 },
  model: 'test-model',
});

/** Asks a model that gives these answers in turn, the last one for ever. */
async function ask(answers: readonly (string | LlmAnswer)[], options: Partial<StructuredQuestion<unknown>> = {}) {
  const requests: LlmRequest[] = [];
  const reasons: string[] = [];
  const result = await askStructured<any>({
    ask: async (request) => {
      const answer = answers[Math.min(requests.length, answers.length - 1)] ?? '';
      requests.push(request);
      return typeof answer === 'string' ? answerOf(answer) : answer;
    },
    request: question,
    schema: async () => whole,
    call: callWith(),
    onRepair: (_repair, reason) => void reasons.push(reason),
    ...options,
  }).catch((error: unknown) => ({ error: error as Record<string, any> }));
  return { result: result as any, requests, reasons };
}

describe('C01: JSON is found', () => {
  const fence = '```';
  it.each([
    ['alone', referenceText],
    ['indented', JSON.stringify(reference, null, 2)],
    ['after a byte order mark', `\ufeff${referenceText}`],
    ['in prose', `Sure! Here is what you asked for:\n\n${referenceText}\n\nLet me know if {anything} is unclear.`],
    ['in a fence', `${fence}json\n${referenceText}\n${fence}`],
    [
      'in a fence with prose that has brackets',
      `I use [this] and { that }:\n${fence}\n${JSON.stringify(reference, null, 2)}\n${fence}\nDone.`,
    ],
    [
      'after thoughts that sketch it',
      `<think>Maybe {"approach": "no"} or ${JSON.stringify({ ...reference, approach: 'draft'.repeat(50) })}</think>\n${referenceText}`,
    ],
    ['after an example', `The format is {"approach": "..."}. ${referenceText}`],
    ['after a brace in prose that is never closed', `In C one writes { like this. ${referenceText}`],
  ])('%s', async (_where, text) => {
    const { result, requests } = await ask([text]);

    expect(result).toEqual({ value: reference, lenient: false, repairs: 0 });
    expect(requests).toHaveLength(1);
  });

  it('whatever prose without brackets stands around it', async () => {
    const prose = fc.string().map((text) => text.replace(/[{}[\]"]/g, ''));
    await fc.assert(
      fc.asyncProperty(prose, prose, fc.boolean(), async (before, after, isFenced) => {
        const json = isFenced ? `${fence}json\n${referenceText}\n${fence}` : referenceText;
        const { result } = await ask([`${before}\n${json}\n${after}`]);
        expect(result.value).toEqual(reference);
      }),
    );
  });
});

describe('what is nearly JSON is repaired without a call', () => {
  it.each([
    ['a trailing comma', referenceText.replace(/\}$/, ',}')],
    ['single quotes', `{'approach': 'a', 'implementation': {'filename': 'f', 'content': 'c'}, 'tests': {'filename': 't', 'content': 'c'}}`],
    ['a raw line break in text', referenceText.replace('\\n', '\n')],
    ['a comment', referenceText.replace('{', '{ /* the answer */ ')],
    ['a forgotten last bracket', referenceText.slice(0, -1)],
    ['a forgotten last bracket in a fence', `\`\`\`json\n${referenceText.slice(0, -1)}\n\`\`\``],
  ])('%s', async (_fault, text) => {
    const { result, requests } = await ask([text]);

    expect(result.value).toMatchObject({ implementation: { filename: expect.any(String) }, tests: { content: expect.any(String) } });
    expect(requests).toHaveLength(1);
  });
});

describe('C03: an answer that does not fit', () => {
  it('is mended by a repair that names the field', async () => {
    const { result, requests, reasons } = await ask([
      JSON.stringify({ ...reference, tests: { filename: 7, content: 'x' } }),
      referenceText,
    ]);

    expect(result).toEqual({ value: reference, lenient: false, repairs: 1 });
    expect(reasons[0]).toContain('tests.filename');
    expect(requests[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(requests[1]?.messages.at(-1)?.content).toContain('tests.filename');
  });

  it('may have keys nobody asked for', async () => {
    expect((await ask([JSON.stringify({ ...reference, confidence: 1 })])).result.value).toEqual(reference);
  });

  it('is taken as lenient after one repair when only the tests lack', async () => {
    const { tests: _tests, ...rest } = reference;
    const { result, requests } = await ask([JSON.stringify(rest)], { lenientSchema: async () => untested });

    expect(result).toEqual({ value: rest, lenient: true, repairs: 1 });
    expect(requests).toHaveLength(2);
  });

  it('is taken as lenient from before a repair that made it worse', async () => {
    const { tests: _tests, ...rest } = reference;
    const { result } = await ask([JSON.stringify(rest), 'I already told you.'], { lenientSchema: async () => untested });

    expect(result).toEqual({ value: rest, lenient: true, repairs: 1 });
  });

  it('is not taken as lenient when more lacks', async () => {
    const { result } = await ask(['{"approach": "none"}'], { lenientSchema: async () => untested });

    expect(result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
  });

  it('is asked for anew, not added to, when a second repair follows', async () => {
    const { requests } = await ask(['{}', '[]', referenceText]);

    expect(requests.map(({ messages }) => messages.length)).toEqual([1, 3, 3]);
  });
});

it.each(['', '   \n'])('C04: an answer of %j is asked for again, then refused', async (content) => {
  const { result, requests } = await ask([content]);

  expect(result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER', facts: { attempts: 3 } });
  expect(requests).toHaveLength(3);
});

it('C04: empty file content does not fit', async () => {
  const { result, reasons } = await ask([JSON.stringify({ ...reference, implementation: { filename: 'a', content: '' } }), referenceText]);

  expect(result.repairs).toBe(1);
  expect(reasons[0]).toContain('implementation.content');
});

it('C05: a refusal in words is quoted, cleaned and cut to 200 characters', async () => {
  const { result } = await ask([`I'm sorry, \u001b]8;;http://evil\u0007but\u202e I can't.${' No.'.repeat(200)}`]);

  expect(result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
  expect(result.error.facts.quote).toMatch(/^I'm sorry, but I can't\. No\./);
  expect(result.error.facts.quote.length).toBeLessThanOrEqual(200);
});

it('C13: a model that is always slightly wrong is asked three times, over a real connection', async () => {
  await using server = await faultServer([replies.streamed('{"approach": 1}')]);
  const model = await clientAt(server.baseUrl);

  const answered = askStructured({
    ask: (request, call) => model.complete(request, call),
    request: question,
    schema: async () => whole,
    call: callWith(),
  });

  await expect(answered).rejects.toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER', facts: { attempts: 3 } });
  expect(server.fired.get('streamed')).toBe(3);
});

describe('L24: a cut answer', () => {
  const offsets = Array.from({ length: referenceText.length }, (_, offset) => offset);

  it('is never taken, wherever the token limit cuts it, and is asked for shorter', async () => {
    for (const offset of offsets) {
      const { result, requests } = await ask([answerOf(referenceText.slice(0, offset), 'length'), referenceText], {
        lenientSchema: async () => untested,
      });
      expect(result, `cut at ${offset}`).toEqual({ value: reference, lenient: false, repairs: 1 });
      expect(requests[1]?.messages).toHaveLength(2);
      expect(requests[1]?.messages.at(-1)?.content).toContain('shorter');
    }
  });

  it('is never taken in part, wherever it is cut by a server that says it is whole', async () => {
    for (const offset of offsets) {
      const { result } = await ask([referenceText.slice(0, offset), referenceText], { lenientSchema: async () => untested });
      expect(result.value, `cut at ${offset}`).toEqual(reference);
    }
  });

  it('is never taken in part, indented or in a fence either', async () => {
    const text = `Here it is:\n\`\`\`json\n${JSON.stringify(reference, null, 2)}\n\`\`\``;
    for (let offset = 0; offset < text.length; offset++) {
      for (const finishReason of ['length', 'stop'] as const) {
        const { result } = await ask([answerOf(text.slice(0, offset), finishReason), referenceText], {
          lenientSchema: async () => untested,
        });
        expect(result.value, `${finishReason} at ${offset}`).toEqual(reference);
      }
    }
  });

  it('ends as invalid when the model cannot be shorter', async () => {
    const { result, requests } = await ask([answerOf(referenceText.slice(0, 100), 'length')]);

    expect(result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
    expect(requests).toHaveLength(3);
  });

  it('is taken when only the prose after its JSON was cut', async () => {
    const { result } = await ask([answerOf(`${referenceText}\nThis work`, 'length')]);

    expect(result).toMatchObject({ value: reference, repairs: 0 });
  });
});

describe('C06: hostile JSON', () => {
  it.each([
    ['nested 100 000 deep', '['.repeat(100_000) + ']'.repeat(100_000)],
    ['opened 100 000 times', '{"a":'.repeat(100_000)],
    ['nested 65 deep', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    ['nested 100 000 deep and broken', '[{,'.repeat(100_000)],
  ])('%s is refused', async (_what, text) => {
    const { result } = await ask([text], { maxRepairs: 0 });

    expect(result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
  });

  it('with a million keys is read in bounded time', async () => {
    const text = `{${Array.from({ length: 1_000_000 }, (_, index) => `"k${index}":0`).join(',')}}`;

    expect((await ask([text], { maxRepairs: 0 })).result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
  });

  it('with __proto__ keys pollutes nothing', async () => {
    const text = referenceText
      .replace('{', '{"__proto__":{"polluted":true},')
      .replace('"implementation":{', '"implementation":{"__proto__":{"filename":"/etc/passwd"},');
    const { result } = await ask([text], { schema: async () => z.looseObject({ implementation: z.looseObject({}) }) });

    expect(Object.keys(result.value)).not.toContain('__proto__');
    expect(Object.hasOwn(result.value.implementation, '__proto__')).toBe(false);
    expect(({} as any).polluted).toBeUndefined();
  });

  it.each(['{', '[', '"', '{"', '[{"a":"', '} {', '</think>{'])('S37: 2 MB of %s are searched in linear time', async (unit) => {
    const { result } = await ask([unit.repeat(Math.floor(2_000_000 / unit.length))], { maxRepairs: 0 });

    expect(result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
  });
});

describe('C08: text that cannot be written as it stands', () => {
  it.each([
    ['NUL', 'a\0b'],
    ['half a surrogate pair', 'a\ud800b'],
  ])('%s is refused by the name of its field', async (_what, content) => {
    const { result, reasons } = await ask([JSON.stringify({ ...reference, tests: { filename: 'f', content } }), referenceText]);

    expect(result.repairs).toBe(1);
    expect(reasons[0]).toContain('tests.content');
  });

  it('any other text comes through unchanged', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1 }), async (content) => {
        fc.pre(!content.includes('\0'));
        const answer = { ...reference, implementation: { filename: 'f', content } };
        expect((await ask([JSON.stringify(answer)])).result.value).toEqual(answer);
      }),
    );
  });
});

it('any text at all ends in a value that fits or in ARTEMIS_E_INVALID_ANSWER', async () => {
  const piece = fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\\',
    '```',
    '"implementation"',
    '"filename"',
    '"content"',
    '"tests"',
    'null',
    '1',
    ' ',
    '\n',
    referenceText.slice(0, 90),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((parts) => parts.join('')),
      ),
      async (text) => {
        const { result } = await ask([text]);
        expect(result.error?.code ?? whole.safeParse(result.value).success).toBeOneOf(['ARTEMIS_E_INVALID_ANSWER', true]);
      },
    ),
    { numRuns: 2_000 },
  );
});

it('passes on what the model throws, at once', async () => {
  const { result, requests } = await ask([], { ask: () => Promise.reject(new TypeError('no model')) });

  expect(result.error).toBeInstanceOf(TypeError);
  expect(requests).toHaveLength(0);
});

it('loads no schema before there is JSON', async () => {
  let loads = 0;
  await ask(['no'], { maxRepairs: 0, schema: async () => (loads++, whole) });

  expect(loads).toBe(0);
});
