import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the double does with a request. */
export type Fault = (request: { readonly path: string; readonly body: string }, response: ServerResponse) => boolean;

/** A server that speaks enough of Chroma's API to be used, and misbehaves when told. */
export interface ChromaDouble extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  /** Met by each request before the double answers it; returns whether it took the request. `null`: all is well. */
  fault: Fault | null;
  /** How many requests met the fault. */
  readonly fired: number;
  /** Paths asked for, in order, without the id of the collection. */
  readonly asked: readonly string[];
  /** Ids stored, by name of the collection. */
  readonly stored: ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>;
}

export async function chromaDouble(port = 0): Promise<ChromaDouble> {
  const collections = new Map<string, Map<string, readonly number[]>>();
  const documents = new Map<string, string>();
  const asked: string[] = [];
  let fault: Fault | null = null;
  let fired = 0;
  const server = createServer((request, response) => {
    void textOf(request).then((body) => {
      const path = request.url ?? '';
      asked.push(path.replace(/^.*\/collections\/[^/]+/, 'collection').replace(/^.*\/collections$/, 'collections'));
      if (fault?.({ path, body }, response) === true) return void fired++;
      send(response, answer(collections, documents, path, body));
    });
  });
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const bound = (server.address() as AddressInfo).port;
  return {
    url: `http://127.0.0.1:${bound}`,
    port: bound,
    asked,
    stored: collections,
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

/** Faults, each for every request unless it says otherwise. */
export const faults = {
  silent: () => true,
  status:
    (status: number): Fault =>
    (_, response) =>
      send(response, '{"error":"broken"}', status),
  html: (_, response) => send(response, '<!doctype html><html><body>Sign in</body></html>', 200, 'text/html'),
  badJson: (_, response) => send(response, '{"nanosecond heart', 200),
  version: (version: string) => on('/version', JSON.stringify(version)),
  onlyV1: ({ path }, response) => path.startsWith('/api/v2') && send(response, '{"detail":"Not Found"}', 404),
  dimension: ({ path }, response) =>
    path.endsWith('/query') &&
    send(response, '{"error":"InvalidArgumentError","message":"Collection expecting embedding with dimension of 3, got 384"}', 400),
  missing: ({ path }, response) => path.endsWith('/query') && send(response, '{"error":"NotFoundError"}', 404),
  manyHits: (count: number) =>
    on('/query', JSON.stringify({ ids: [Array.from({ length: count }, (_, at) => `hit-${at}`)], distances: [], include: ['distances'] })),
  hugeAnswer: (bytes: number) => on('/query', `{"ids":[["${'x'.repeat(bytes)}"]],"include":[]}`),
} as const satisfies Record<string, Fault | ((value: never) => Fault)>;

function on(end: string, body: string): Fault {
  return ({ path }, response) => path.endsWith(end) && send(response, body);
}

function send(response: ServerResponse, body: string, status = 200, type = 'application/json'): true {
  response.on('error', () => {});
  response.writeHead(status, { 'content-type': type });
  response.end(body);
  return true;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString();
}

interface Body {
  readonly name?: string;
  readonly ids?: readonly string[];
  readonly embeddings?: readonly (readonly number[])[];
  readonly documents?: readonly string[] | null;
  readonly query_embeddings?: readonly (readonly number[])[];
  readonly n_results?: number;
  readonly limit?: number;
  readonly offset?: number;
}

function answer(
  collections: Map<string, Map<string, readonly number[]>>,
  documents: Map<string, string>,
  path: string,
  text: string,
): string {
  if (path.endsWith('/version')) return '"1.0.0"';
  if (path.endsWith('/heartbeat')) return '{"nanosecond heartbeat":1}';
  if (path.endsWith('/pre-flight-checks')) return '{"max_batch_size":5461,"supports_base64_encoding":false}';
  const body = JSON.parse(text === '' ? '{}' : text) as Body;
  if (path.endsWith('/collections')) {
    const name = body.name ?? '';
    collections.set(name, collections.get(name) ?? new Map());
    return JSON.stringify({
      id: name,
      name,
      configuration_json: {},
      metadata: null,
      dimension: null,
      tenant: 't',
      database: 'd',
      log_position: 0,
      version: 0,
    });
  }
  const [, name = '', operation = ''] = /\/collections\/([^/]+)\/([^/?]+)/.exec(path) ?? [];
  return JSON.stringify(operate(collections.get(name) ?? new Map(), documents, operation, body));
}

function operate(records: Map<string, readonly number[]>, documents: Map<string, string>, operation: string, body: Body): unknown {
  const { ids = [], embeddings = [], offset = 0, limit = Infinity } = body;
  if (operation === 'upsert')
    ids.forEach((id, at) => [records.set(id, embeddings[at] ?? []), documents.set(id, body.documents?.[at] ?? '')]);
  if (operation === 'delete') ids.forEach((id) => records.delete(id));
  if (operation === 'get') {
    const found = (body.ids ?? [...records.keys()]).filter((id) => records.has(id)).slice(offset, offset + limit);
    return {
      ids: found,
      embeddings: found.map((id) => records.get(id)),
      documents: found.map((id) => documents.get(id)),
      metadatas: [],
      uris: [],
      include: [],
    };
  }
  if (operation === 'query') {
    const [query = []] = body.query_embeddings ?? [];
    const near = [...records].toSorted(([, a], [, b]) => dot(b, query) - dot(a, query)).slice(0, body.n_results ?? 10);
    return { ids: [near.map(([id]) => id)], distances: [near.map(([, vector]) => 1 - dot(vector, query))], include: ['distances'] };
  }
  return {};
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, at) => sum + value * (b[at] ?? 0), 0);
