import { faultServer, replies } from '@artemis/tooling-testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askStructured } from '../../src/llm/answer/structured-answer.ts';
import { callWith, clientAt, question } from './ask.ts';
import { askInTurn, reference, referenceText, untested, whole } from './structured.ts';

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
    const { result, requests } = await askInTurn([text]);

    expect(result).toEqual({ value: reference, lenient: false, repairs: 0 });
    expect(requests).toHaveLength(1);
  });

  it('whatever prose without brackets stands around it', async () => {
    const prose = fc.string().map((text) => text.replace(/[{}[\]"]/g, ''));
    await fc.assert(
      fc.asyncProperty(prose, prose, fc.boolean(), async (before, after, isFenced) => {
        const json = isFenced ? `${fence}json\n${referenceText}\n${fence}` : referenceText;
        const { result } = await askInTurn([`${before}\n${json}\n${after}`]);
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
    const { result, requests } = await askInTurn([text]);

    expect(result.value).toMatchObject({ implementation: { filename: expect.any(String) }, tests: { content: expect.any(String) } });
    expect(requests).toHaveLength(1);
  });
});

describe('C03: an answer that does not fit', () => {
  it('is mended by a repair that names the field', async () => {
    const { result, requests, reasons } = await askInTurn([
      JSON.stringify({ ...reference, tests: { filename: 7, content: 'x' } }),
      referenceText,
    ]);

    expect(result).toEqual({ value: reference, lenient: false, repairs: 1 });
    expect(reasons[0]).toContain('tests.filename');
    expect(requests[1]?.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
    expect(requests[1]?.messages.at(-1)?.content).toContain('tests.filename');
  });

  it('may have keys nobody asked for', async () => {
    expect((await askInTurn([JSON.stringify({ ...reference, confidence: 1 })])).result.value).toEqual(reference);
  });

  it('is taken as lenient after one repair when only the tests lack', async () => {
    const { tests: _tests, ...rest } = reference;
    const { result, requests } = await askInTurn([JSON.stringify(rest)], { lenientSchema: async () => untested });

    expect(result).toEqual({ value: rest, lenient: true, repairs: 1 });
    expect(requests).toHaveLength(2);
  });

  it('is taken as lenient from before a repair that made it worse', async () => {
    const { tests: _tests, ...rest } = reference;
    const { result } = await askInTurn([JSON.stringify(rest), 'I already told you.'], { lenientSchema: async () => untested });

    expect(result).toEqual({ value: rest, lenient: true, repairs: 1 });
  });

  it('is not taken as lenient when more lacks', async () => {
    const { result } = await askInTurn(['{"approach": "none"}'], { lenientSchema: async () => untested });

    expect(result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER' });
  });

  it('is asked for anew, not added to, when a second repair follows', async () => {
    const { requests } = await askInTurn(['{}', '[]', referenceText]);

    expect(requests.map(({ messages }) => messages.length)).toEqual([1, 3, 3]);
  });
});

it.each(['', '   \n'])('C04: an answer of %j is asked for again, then refused', async (content) => {
  const { result, requests } = await askInTurn([content]);

  expect(result.error).toMatchObject({ code: 'ARTEMIS_E_INVALID_ANSWER', facts: { attempts: 3 } });
  expect(requests).toHaveLength(3);
});

it('C04: empty file content does not fit', async () => {
  const { result, reasons } = await askInTurn([
    JSON.stringify({ ...reference, implementation: { filename: 'a', content: '' } }),
    referenceText,
  ]);

  expect(result.repairs).toBe(1);
  expect(reasons[0]).toContain('implementation.content');
});

it('C05: a refusal in words is quoted, cleaned and cut to 200 characters', async () => {
  const { result } = await askInTurn([`I'm sorry, \u001b]8;;http://evil\u0007but\u202e I can't.${' No.'.repeat(200)}`]);

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

it('passes on what the model throws, at once', async () => {
  const { result, requests } = await askInTurn([], { ask: () => Promise.reject(new TypeError('no model')) });

  expect(result.error).toBeInstanceOf(TypeError);
  expect(requests).toHaveLength(0);
});

it('loads no schema before there is JSON', async () => {
  let loads = 0;
  await askInTurn(['no'], { maxRepairs: 0, schema: async () => (loads++, whole) });

  expect(loads).toBe(0);
});
