import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answerEvents } from '@artemis/tooling-testkit';

/** A call as a script has it. */
export interface Said {
  readonly text?: string;
  readonly calls?: readonly { readonly id: string; readonly name: string; readonly arguments: string }[];
}

/** A server that refuses every request its vendor would refuse, and else gives the line of its script for that turn. */
export interface StrictServer extends AsyncDisposable {
  /** As the vendor's client wants it. */
  readonly baseUrl: string;
  /** Bodies of accepted requests. */
  readonly accepted: readonly Record<string, unknown>[];
  readonly headers: readonly IncomingMessage['headers'][];
  /** Why requests were refused. */
  readonly refused: readonly string[];
}

type Json = Record<string, unknown>;
type Answer = (body: Json) => { readonly events: readonly string[] };

async function strictServer(check: (body: Json) => string | null, answer: Answer, path: string): Promise<StrictServer> {
  const [accepted, refused, headers]: [Json[], string[], IncomingMessage['headers'][]] = [[], [], []];
  const server = createServer((request, response) => void meet(request, response));
  const meet = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = JSON.parse(Buffer.concat(parts).toString('utf8')) as Json;
    const problem = request.url === path ? check(body) : `no such path: ${request.url}`;
    headers.push(request.headers);
    if (problem !== null) {
      refused.push(problem);
      response.writeHead(400, { 'content-type': 'application/json' });
      return void response.end(JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message: problem } }));
    }
    accepted.push(body);
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(answer(body).events.join(''));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${path === '/v1/messages' ? '' : '/v1'}`,
    accepted,
    refused,
    headers,
    [Symbol.asyncDispose]: () => new Promise((resolve) => (server.close(() => resolve()), server.closeAllConnections())),
  };
}

const sorted = (ids: readonly unknown[]): readonly string[] => ids.map(String).toSorted();
const isText = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
const blocksOf = (message: Json | undefined): Json[] =>
  Array.isArray(message?.['content']) ? (message['content'] as Json[]) : [{ type: 'text', text: message?.['content'] }];
const pick = (blocks: readonly Json[], type: string): Json[] => blocks.filter((block) => block['type'] === type);

/** The rules of Anthropic's Messages API for conversations with tools. */
export function claudeObjection(body: Json): string | null {
  if (!Number.isInteger(body['max_tokens'])) return 'max_tokens: Field required';
  if (['temperature', 'top_p', 'top_k'].some((name) => name in body)) return 'temperature: Extra inputs are not permitted';
  const messages = body['messages'] as Json[];
  const ids = new Set<unknown>();
  for (const [index, message] of messages.entries()) {
    const expected = index % 2 === 0 ? 'user' : 'assistant';
    if (message['role'] !== expected) return `messages.${index}: roles must alternate, expected ${expected}`;
    const blocks = blocksOf(message);
    if (blocks.length === 0) return `messages.${index}: content is empty`;
    for (const { text } of pick(blocks, 'text')) {
      if (!isText(text)) return `messages.${index}: text content blocks must be non-empty`;
      if (text !== text.trimEnd() && index === messages.length - 1 && expected === 'assistant')
        return 'final assistant content cannot end with trailing whitespace';
    }
    for (const { id, name, input } of pick(blocks, 'tool_use')) {
      if (typeof id !== 'string' || !/^[a-zA-Z0-9_-]+$/.test(id))
        return `messages.${index}: tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`;
      if (ids.has(id)) return `messages.${index}: tool_use ids must be unique`;
      if (typeof name !== 'string' || !/^[a-zA-Z0-9_-]{1,128}$/.test(name)) return `messages.${index}: tool_use.name`;
      if (typeof input !== 'object' || input === null || Array.isArray(input))
        return `messages.${index}: tool_use.input: Input should be a valid dictionary`;
      ids.add(id);
    }
    const called = index > 0 ? pick(blocksOf(messages[index - 1]), 'tool_use').map(({ id }) => id) : [];
    const results = pick(blocks, 'tool_result');
    if (JSON.stringify(sorted(results.map((result) => result['tool_use_id']))) !== JSON.stringify(sorted(called)))
      return `messages.${index}: tool_use ids were found without tool_result blocks immediately after, or the other way round`;
    if (results.length > 0 && blocks.slice(0, results.length).some((block) => block['type'] !== 'tool_result'))
      return `messages.${index}: tool_result blocks must come first`;
  }
  if (messages.at(-1)?.['role'] !== 'user') return 'the conversation must end with a user message';
  const broken = ((body['tools'] ?? []) as Json[]).find((tool) => (tool['input_schema'] as Json | undefined)?.['type'] !== 'object');
  return broken ? 'tools: input_schema.type: Field required' : null;
}

/** The rules of OpenAI's chat API for conversations with tools. */
export function openAiObjection(body: Json): string | null {
  let open: unknown[] = [];
  for (const [index, message] of (body['messages'] as Json[]).entries()) {
    const { role, content } = message;
    if (role === 'tool') {
      if (!open.includes(message['tool_call_id']))
        return `messages.[${index}]: 'tool' must be a response to a preceding message with 'tool_calls'`;
      if (typeof content !== 'string') return `messages.[${index}].content: expected a string`;
      open = open.filter((id) => id !== message['tool_call_id']);
      continue;
    }
    if (open.length > 0) return `an assistant message with 'tool_calls' must be followed by tool messages: ${open.join(', ')}`;
    if (role !== 'system' && role !== 'user' && role !== 'assistant') return `messages.[${index}].role`;
    const calls = (message['tool_calls'] ?? []) as { id: string; type: string; function: { name: string; arguments: string } }[];
    if (content === null && calls.length === 0) return `messages.[${index}].content: expected a string, got null`;
    for (const {
      id,
      type,
      function: { name, arguments: args },
    } of calls) {
      if (!isText(id) || type !== 'function' || !/^[a-zA-Z0-9_-]{1,64}$/.test(name)) return `messages.[${index}].tool_calls`;
      try {
        JSON.parse(args);
      } catch {
        return `messages.[${index}].tool_calls: arguments are not JSON`;
      }
    }
    open = calls.map(({ id }) => id);
  }
  return open.length > 0 ? 'calls without results' : null;
}

const event = (data: Json): string => `event: ${String(data['type'])}\ndata: ${JSON.stringify(data)}\n\n`;

/** The stream of one answer of Claude, its texts and arguments in pieces. */
export function claudeEvents(
  { text = '', calls = [] }: Said,
  stopReason: string | null = calls.length > 0 ? 'tool_use' : 'end_turn',
): readonly string[] {
  const blocks = [
    ...(text === ''
      ? []
      : [{ start: { type: 'text', text: '' }, deltas: pieces(text).map((piece) => ({ type: 'text_delta', text: piece })) }]),
    ...calls.map(({ id, name, arguments: args }) => ({
      start: { type: 'tool_use', id, name, input: {} },
      deltas: pieces(args).map((piece) => ({ type: 'input_json_delta', partial_json: piece })),
    })),
  ];
  return [
    event({
      type: 'message_start',
      message: {
        id: 'msg_1',
        type: 'message',
        role: 'assistant',
        model: 'claude-test-1',
        content: [],
        stop_reason: null,
        stop_sequence: null,
        usage: { input_tokens: 7, cache_read_input_tokens: 3, output_tokens: 1 },
      },
    }),
    event({ type: 'ping' }),
    ...blocks.flatMap(({ start, deltas }, index) => [
      event({ type: 'content_block_start', index, content_block: start }),
      ...deltas.map((delta) => event({ type: 'content_block_delta', index, delta })),
      event({ type: 'content_block_stop', index }),
    ]),
    ...(stopReason === null
      ? []
      : [
          event({ type: 'message_delta', delta: { stop_reason: stopReason, stop_sequence: null }, usage: { output_tokens: 5 } }),
          event({ type: 'message_stop' }),
        ]),
  ];
}

const pieces = (text: string): readonly string[] => text.match(/[\s\S]{1,7}/g) ?? [];

/** @param script - What is said in the turn that follows so many answers of either vendor. */
export const strictClaude = (script: (turn: number) => Said): Promise<StrictServer> =>
  strictServer(claudeObjection, (body) => ({ events: claudeEvents(script(answersIn(body))) }), '/v1/messages');

export const strictOpenAi = (script: (turn: number) => Said): Promise<StrictServer> =>
  strictServer(
    openAiObjection,
    (body) => {
      const { text, calls } = script(answersIn(body));
      return { events: answerEvents({ ...(text === undefined ? {} : { content: text }), ...(calls ? { toolCalls: calls } : {}) }) };
    },
    '/v1/chat/completions',
  );

const answersIn = (body: Json): number => (body['messages'] as Json[]).filter(({ role }) => role === 'assistant').length;
