import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fault } from '../chroma-double.ts';

/** Stands before a real server and hands everything on, unless it is told to misbehave. */
export interface FaultyProxy extends AsyncDisposable {
  readonly url: string;
  /** Met by each request before the server is; returns whether it took the request. `null`: all is handed on. */
  fault: Fault | null;
  /** How many requests met the fault. */
  readonly fired: number;
}

export async function faultyProxy(target: string): Promise<FaultyProxy> {
  let fault: Fault | null = null;
  let fired = 0;
  const server = createServer((request, response) => {
    void (async () => {
      const parts = await Array.fromAsync(request as AsyncIterable<Buffer>);
      const body = Buffer.concat(parts);
      const path = request.url ?? '';
      if (fault?.({ path, body: body.toString() }, response) === true) return void fired++;
      const { method = 'GET' } = request;
      const answer = await fetch(new URL(path, target), {
        method,
        headers: { 'content-type': request.headers['content-type'] ?? 'application/json' },
        ...(body.length > 0 && { body }),
      });
      response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? 'application/json' });
      response.end(Buffer.from(await answer.arrayBuffer()));
    })().catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get fault() {
      return fault;
    },
    set fault(next) {
      fault = next;
    },
    get fired() {
      return fired;
    },
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
