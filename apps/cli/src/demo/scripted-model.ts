import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a scripted model is told. */
export interface ScriptedModelOptions {
  readonly model: string;
  /** What it says, in order; the last answer repeats. */
  readonly answers: readonly string[];
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
      const text = options.answers[Math.min(asked++, options.answers.length - 1)] ?? '';
      void streamAnswer(response, text, options);
    });
  });
  await listen(server, options.port);
  return (server.address() as AddressInfo).port;
}

function listModels(response: ServerResponse, model: string): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(JSON.stringify({ object: 'list', data: [{ id: model, object: 'model', created: 0, owned_by: 'demo' }] }));
}

async function streamAnswer(response: ServerResponse, text: string, { model, pause }: ScriptedModelOptions): Promise<void> {
  const send = (choices: readonly object[], more: object = {}): void =>
    void response.write(
      `data: ${JSON.stringify({ id: 'chatcmpl-demo', object: 'chat.completion.chunk', created: 0, model, choices, ...more })}\n\n`,
    );
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  send([{ index: 0, delta: { role: 'assistant', content: '' }, finish_reason: null }]);
  for (let start = 0; start < text.length && !response.destroyed; start += partChars) {
    if (start <= text.length / 2 && start + partChars > text.length / 2) await pause;
    send([{ index: 0, delta: { content: text.slice(start, start + partChars) }, finish_reason: null }]);
    await new Promise((resolve) => setTimeout(resolve, partMs));
  }
  send([{ index: 0, delta: {}, finish_reason: 'stop' }]);
  // A scripted model has no tokens; a quarter of the letters is what a real one would count.
  send([], {
    usage: { prompt_tokens: 400, completion_tokens: Math.ceil(text.length / 4), total_tokens: 400 + Math.ceil(text.length / 4) },
  });
  response.end('data: [DONE]\n\n');
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
