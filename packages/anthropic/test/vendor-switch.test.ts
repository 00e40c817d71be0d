import { openAiModel, type CallContext, type Llm, type LlmMessage, type ToolDefinition } from '@artemis/core';
import { describe, expect, it } from 'vitest';
import { claudeModel } from '../src/claude-model.ts';
import { strictClaude, strictOpenAi, type Said } from './strict-servers.ts';

const call: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };
const tools: readonly ToolDefinition[] = [
  { name: 'read', description: 'Show a file.', parameters: { type: 'object', properties: { path: { type: 'string' } } } },
];
const turns = 10;

/** Ten turns with everything that differs between vendors: several calls, text beside calls, no text, odd ids, no arguments, prose. */
const script: readonly Said[] = [
  { calls: [{ id: 'call_1', name: 'read', arguments: '{"path":"a"}' }] },
  {
    text: 'Two at once.',
    calls: [
      { id: 'toolu_2', name: 'read', arguments: '{"path":"b"}' },
      { id: 'toolu_3', name: 'read', arguments: '{"path":"c"}' },
    ],
  },
  { calls: [{ id: 'functions.read:0', name: 'read', arguments: '{"path":"d \\"quoted\\""}' }] },
  { text: 'Only words, no call.' },
  { calls: [{ id: 'functions.read:0', name: 'read', arguments: '{}' }] },
  { calls: [{ id: 'call 5/1', name: 'read', arguments: '{"path":"ü"}' }] },
  { text: 'Words with an end.  ', calls: [{ id: 'call_6', name: 'read', arguments: '{"path":"f"}' }] },
  { calls: [1, 2, 3].map((n) => ({ id: `call_7_${n}`, name: 'read', arguments: `{"path":"${n}"}` })) },
  { calls: [{ id: 'call_8', name: 'read', arguments: '{"nested":{"list":[1,2,{"a":null}]}}' }] },
  { text: 'Done.' },
];

const said = (turn: number): Said => script[turn] ?? { text: 'Done.' };

/** Holds the conversation, asking the model that `modelFor` names in each turn. */
async function converse(modelFor: (turn: number) => Llm): Promise<readonly LlmMessage[]> {
  const messages: LlmMessage[] = [
    { role: 'system', content: 'You develop.' },
    { role: 'user', content: 'Do it.' },
  ];
  for (let turn = 0; turn < turns; turn++) {
    const answer = await modelFor(turn).complete({ messages, tools }, call);
    const { content, toolCalls } = answer;
    messages.push(toolCalls.length > 0 ? { role: 'assistant', content, toolCalls } : { role: 'assistant', content });
    for (const { id } of toolCalls) messages.push({ role: 'tool', toolCallId: id, content: turn === 5 ? '' : `result of ${id}` });
    if (toolCalls.length === 0) messages.push({ role: 'user', content: 'Go on.' });
    if (turn === 7) messages.push({ role: 'user', content: 'Think of the tests.' });
  }
  return messages;
}

async function withVendors<T>(use: (claude: Llm, openAi: Llm) => Promise<T>): Promise<T> {
  await using claude = await strictClaude(said);
  await using openAi = await strictOpenAi(said);
  const [asClaude, asOpenAi] = await Promise.all([
    claudeModel({ vendor: 'anthropic', model: 'claude-test', baseUrl: claude.baseUrl, apiKey: 'key-of-a-test' }).create(call),
    openAiModel({ vendor: 'openai', model: 'gpt-test', baseUrl: openAi.baseUrl, apiKey: 'key-of-a-test' }).create(call),
  ]);
  const result = await use(asClaude, asOpenAi);
  expect([...claude.refused, ...openAi.refused]).toEqual([]);
  return result;
}

describe('a conversation of ten turns with tools', () => {
  it.each(Array.from({ length: turns + 1 }, (_, at) => at))('moves from Claude to OpenAI before turn %i', async (at) => {
    const [moved, stayed] = await withVendors(async (claude, openAi) => [
      await converse((turn) => (turn < at ? claude : openAi)),
      await converse(() => openAi),
    ]);
    expect(meaningOf(moved)).toEqual(meaningOf(stayed));
  });

  it.each(Array.from({ length: turns + 1 }, (_, at) => at))('moves from OpenAI to Claude before turn %i', async (at) => {
    const [moved, stayed] = await withVendors(async (claude, openAi) => [
      await converse((turn) => (turn < at ? openAi : claude)),
      await converse(() => claude),
    ]);
    expect(meaningOf(moved)).toEqual(meaningOf(stayed));
  });

  it('moves to and fro in every turn', async () => {
    const messages = await withVendors((claude, openAi) => converse((turn) => (turn % 2 === 0 ? claude : openAi)));
    expect(
      messages.flatMap((message) => (message.role === 'assistant' ? [{ content: message.content, calls: message.toolCalls }] : [])),
    ).toEqual(script.map(({ text = '', calls }) => ({ content: text, calls })));
  });
});

/** What was said and called, by whichever server. */
const meaningOf = (messages: readonly LlmMessage[]) =>
  messages.map((message) =>
    message.role === 'assistant'
      ? [message.content, message.toolCalls?.map(({ name, arguments: args }) => [name, JSON.parse(args) as unknown])]
      : [message.role, message.content],
  );
