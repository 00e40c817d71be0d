import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ReceivedRequest, Reply } from './reply.ts';

/** A model server that misbehaves by script. */
export interface FaultServer extends AsyncDisposable {
  /** Base URL to give a client, `/v1` included. */
  readonly baseUrl: string;
  /** Requests so far, in order, those for the model list apart. */
  readonly requests: readonly ReceivedRequest[];
  /** How often each kind of reply was sent: a test asserts that its fault really happened. */
  readonly fired: ReadonlyMap<string, number>;
  /** Responses that were sent to their end. */
  readonly finished: number;
  /** Open connections. */
  connections(): Promise<number>;
  /** Resolves when `count` requests have come in all. */
  received(count: number): Promise<void>;
  stop(): Promise<void>;
}

/** What a {@link FaultServer} may be told beside its script. */
export interface FaultServerOptions {
  /** How `GET /v1/models` is met. Default: an empty list. */
  readonly models?: Reply;
  /** Port to listen on. Default: any that is free. */
  readonly port?: number;
}

const emptyList: Reply = {
  name: 'models',
  send(response) {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"object":"list","data":[]}');
  },
};

/** Starts a {@link FaultServer} on a free port of this machine. The nth request gets the nth reply; the last one repeats. */
export async function faultServer(script: readonly [Reply, ...Reply[]], options: FaultServerOptions = {}): Promise<FaultServer> {
  const requests: ReceivedRequest[] = [];
  const fired = new Map<string, number>();
  let finished = 0;
  const waiting = new Set<{ readonly count: number; readonly resolve: () => void }>();

  const meet = (request: ReceivedRequest, response: ServerResponse): void => {
    const isList = request.method === 'GET';
    if (!isList) requests.push(request);
    const reply = isList ? (options.models ?? emptyList) : (script[requests.length - 1] ?? script.at(-1) ?? script[0]);
    fired.set(reply.name, (fired.get(reply.name) ?? 0) + 1);
    reply.send(response, request);
    for (const waiter of waiting) if (requests.length >= waiter.count) waiter.resolve();
  };

  const server = createServer((request, response) => {
    response.on('error', () => {});
    response.on('finish', () => void finished++);
    void readRequest(request).then(
      (received) => meet(received, response),
      () => response.destroy(),
    );
  });
  await listen(server, options.port ?? 0);
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> => close(server);
  return {
    baseUrl: `http://127.0.0.1:${port}/v1`,
    requests,
    fired,
    get finished() {
      return finished;
    },
    connections: () => new Promise((resolve, reject) => server.getConnections((error, count) => (error ? reject(error) : resolve(count)))),
    received: (count) => new Promise((resolve) => (requests.length >= count ? resolve() : void waiting.add({ count, resolve }))),
    stop,
    [Symbol.asyncDispose]: stop,
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });

async function readRequest(request: IncomingMessage): Promise<ReceivedRequest> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return { method: request.method ?? '', path: request.url ?? '', headers: request.headers, body: Buffer.concat(parts).toString('utf8') };
}
