import { describe, expect, it } from 'vitest';
import { AnswerAssembler } from '../../src/llm/wire/answer-assembler.ts';

const origin = { model: 'asked', endpoint: 'localhost' };
const assembler = (): AnswerAssembler => new AnswerAssembler(origin, 1_000_000);
const delta = (fields: object, finish: string | null = null): object => ({ choices: [{ index: 0, delta: fields, finish_reason: finish }] });

describe('progress', () => {
  it.each([
    ['text', { content: 'a' }],
    ['thoughts', { content: '', reasoning_content: 'hm' }],
    ['thoughts under another name', { reasoning: 'hm' }],
    ['thoughts in parts', { content: [{ type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] }] }],
    ['thoughts under a name nobody has heard of', { cogitation: { text: 'hm' } }],
    ['a tool call', { tool_calls: [{ index: 0, function: { arguments: '{' } }] }],
  ])('is %s', (_what, fields) => {
    expect(assembler().add(delta(fields))).toBe(true);
  });

  it.each([
    ['the role', { role: 'assistant', content: '' }],
    ['emptiness under any name', { content: null, refusal: null, tool_calls: [], reasoning_content: '' }],
  ])('is not %s', (_what, fields) => {
    expect(assembler().add(delta(fields))).toBe(false);
  });

  it('is not a chunk without choices, such as the token counts', () => {
    expect(assembler().add({ choices: [], usage: { prompt_tokens: 1 } })).toBe(false);
  });
});

describe('the finish reason', () => {
  it.each([
    ['stop', 'stop'],
    ['end_turn', 'stop'],
    ['STOP', 'stop'],
    ['MAX_TOKENS', 'length'],
    ['content_filter', 'content-filter'],
    ['tool_calls', 'stop'],
    ['something new', 'stop'],
  ])('%s of a text means %s', (word, expected) => {
    const answer = assembler();
    answer.add(delta({ content: 'text' }));
    answer.add(delta({}, word));

    expect(answer.finish().finishReason).toBe(expected);
  });

  it.each(['error', 'insufficient_system_resource'])('%s says that the server gave up', (word) => {
    const answer = assembler();
    answer.add(delta({ content: 'half' }, word));

    expect(() => answer.finish()).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_MODEL_BAD_ANSWER', kind: 'retry' }));
  });

  it('that is a content filter without any text is a refusal', () => {
    const answer = assembler();
    answer.add(delta({}, 'content_filter'));

    expect(() => answer.finish()).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_MODEL_REFUSED' }));
  });
});

it('ends a phrase that is repeated for ever in the arguments of a tool', () => {
  const answer = assembler();
  const part = delta({ tool_calls: [{ index: 0, function: { name: 'write', arguments: 'again and again ' } }] });

  expect(() => {
    for (let parts = 0; parts < 1_000; parts++) answer.add(part);
  }).toThrow(expect.objectContaining({ facts: expect.objectContaining({ reason: 'repetition' }) }));
});

it('reads only the first of several choices', () => {
  const answer = assembler();
  answer.add({ choices: [{ index: 1, delta: { content: 'second' } }] });
  answer.add(delta({ content: 'first' }, 'stop'));

  expect(answer.finish().content).toBe('first');
});

it('leaves token counts at 0 where a server writes something else there', () => {
  const answer = assembler();
  answer.add({ ...delta({ content: 'a' }, 'stop'), usage: { prompt_tokens: 'many', completion_tokens: -1 } });

  expect(answer.finish().usage).toEqual({ inputTokens: 0, outputTokens: 0 });
});

it('C09: cleans and cuts the name a server gives its model', () => {
  const answer = assembler();
  answer.add({ ...delta({ content: 'a' }, 'stop'), model: `m\u001b[2J${'x'.repeat(500)}` });

  expect(answer.finish().model).toMatch(/^mx{98}…$/);
});
