import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the scripted server does with a call of its tool; everything before that goes well. */
export type HttpBehaviour = 'good' | 'stall' | 'drop' | 'forget-once' | 'huge' | 'flood' | 'cut' | 'html' | 'internal';

interface Message {
  readonly id?: number;
  readonly method: string;
  readonly params?: { readonly protocolVersion?: string };
}

/** A server over HTTP that behaves as it is told. It is written without the protocol's own package, which would not let it misbehave. */
export class ScriptedHttpServer implements AsyncDisposable {
  behaviour: HttpBehaviour;
  /** Status of every answer, when it is not the usual one. */
  status: number | null = null;
  /** Where every request is sent on to. */
  location: string | null = null;
  /** Requests of tools, in order. */
  readonly calls: Message[] = [];
  readonly headers: Readonly<Record<string, unknown>>[] = [];
  sessions = 0;
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly #valid = new Set<string>();

  private constructor(behaviour: HttpBehaviour) {
    this.behaviour = behaviour;
  }

  static async start(behaviour: HttpBehaviour = 'good'): Promise<ScriptedHttpServer> {
    const scripted = new ScriptedHttpServer(behaviour);
    await new Promise<void>((resolve) => scripted.#server.listen(0, '127.0.0.1', resolve));
    return scripted;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/mcp`;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.headers.push(request.headers);
    if (this.location !== null) return void response.writeHead(307, { location: this.location }).end();
    if (this.status !== null) return void response.writeHead(this.status).end('no');
    if (request.method !== 'POST') return void response.writeHead(405).end();
    const message = JSON.parse(await textOf(request)) as Message;
    const session = request.headers['mcp-session-id'];
    if (message.method !== 'initialize' && !this.#valid.has(String(session))) return void response.writeHead(404).end('no session');
    if (message.id === undefined) return void response.writeHead(202).end();
    if (message.method === 'tools/call') return this.#call(message, response);
    const headers: Record<string, string> = { 'content-type': 'application/json' };
    if (message.method === 'initialize') this.#valid.add((headers['mcp-session-id'] = `session-${++this.sessions}`));
    response.writeHead(200, headers).end(JSON.stringify({ jsonrpc: '2.0', id: message.id, result: resultOf(message) }));
  }

  #call(message: Message, response: ServerResponse): void {
    this.calls.push(message);
    const json = { 'content-type': 'application/json' };
    const answer = (text: string): string =>
      JSON.stringify({ jsonrpc: '2.0', id: message.id, result: { content: [{ type: 'text', text }] } });
    switch (this.behaviour) {
      case 'stall':
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': nothing follows\n\n');
        return;
      case 'drop':
        return void response.socket?.destroy();
      case 'forget-once':
        this.behaviour = 'good';
        this.#valid.clear();
        return void response.writeHead(404).end('no session');
      case 'huge':
        return void response.writeHead(200, json).end(answer('x'.repeat(12 * 1024 ** 2)));
      case 'flood':
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        return flood(response);
      case 'cut':
        response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': soon\n\n');
        return void response.end();
      case 'html':
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Sign in</h1>');
      case 'internal':
        return void response.writeHead(503).end('later');
      case 'good':
        return void response.writeHead(200, json).end(answer('fine'));
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function resultOf({ method, params }: Message): object {
  if (method === 'initialize')
    return { protocolVersion: params?.protocolVersion, capabilities: { tools: {} }, serverInfo: { name: 'scripted', version: '1' } };
  if (method === 'tools/list') return { tools: [{ name: 'look', description: 'Looks.', inputSchema: { type: 'object' } }] };
  return {};
}

function flood(response: ServerResponse): void {
  const event = `data: ${JSON.stringify({ jsonrpc: '2.0', method: 'notifications/message', params: { level: 'info', data: 'x' } })}\n\n`;
  const more = (): void => {
    while (!response.destroyed && response.write(event.repeat(100)));
    if (!response.destroyed) response.once('drain', more);
  };
  more();
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
