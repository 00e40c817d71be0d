import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ScriptedAnswer } from './story.ts';

/** What a scripted model is told. */
export interface ScriptedModelOptions {
  readonly model: string;
  /** What it says, in order; the last answer repeats. */
  readonly answers: readonly ScriptedAnswer[];
  /** 0 for any that is free. */
  readonly port: number;
  /** Waited for in the middle of each answer. */
  readonly pause: Promise<void>;
}

const partChars = 24;
const partMs = 4;

/** A model that plays back answers over OpenAI's streaming wire, on this machine only. It is a prop of the demo, not a model. */
export async function startScriptedModel(options: ScriptedModelOptions): Promise<number> {
  let asked = 0;
  const server = createServer((request, response) => {
    response.on('error', () => {});
    request.resume().on('end', () => {
      if (request.method === 'GET') return listModels(response, options.model);
      const answer = options.answers[Math.min(asked++, options.answers.length - 1)] ?? [];
      void streamAnswer(response, answer, options);
    });
  });
  await listen(server, options.port);
  return (server.address() as AddressInfo).port;
}

function listModels(response: ServerResponse, model: string): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ object: 'list', data: [{ id: model, object: 'model', created: 0, owned_by: 'demo' }] }));
}

async function streamAnswer(response: ServerResponse, answer: ScriptedAnswer, { model, pause }: ScriptedModelOptions): Promise<void> {
  const send = (choices: readonly object[], more: object = {}): void =>
    void response.write(
      `data: ${JSON.stringify({ id: 'chatcmpl-demo', object: 'chat.completion.chunk', created: 0, model, choices, ...more })}\n\n`,
    );
  const deltas = answer.flatMap(deltasOf);
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  send([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]);
  for (const [index, delta] of deltas.entries()) {
    if (response.destroyed) return;
    if (index === Math.floor(deltas.length / 2)) await pause;
    send([{ index: 0, delta: { tool_calls: [delta] }, finish_reason: null }]);
    await new Promise((resolve) => setTimeout(resolve, partMs));
  }
  send([{ index: 0, delta: {}, finish_reason: 'tool_calls' }]);
  // A scripted model has no tokens; a quarter of the letters is what a real one would count.
  const tokens = { prompt_tokens: 400, completion_tokens: Math.ceil((deltas.length * partChars) / 4) };
  send([], { usage: { ...tokens, total_tokens: tokens.prompt_tokens + tokens.completion_tokens } });
  response.end('data: [DONE]\n\n');
}

/** A tool call as it comes over the wire: its name first, then its arguments piece by piece. */
function deltasOf({ tool, input }: ScriptedAnswer[number], index: number): readonly object[] {
  const text = JSON.stringify(input);
  const pieces = Array.from({ length: Math.ceil(text.length / partChars) }, (_, at) => text.slice(at * partChars, (at + 1) * partChars));
  const begin = { index, id: `call_${index}`, type: 'function', function: { name: tool, arguments: '' } };
  return [begin, ...pieces.map((piece) => ({ index, function: { arguments: piece } }))];
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
