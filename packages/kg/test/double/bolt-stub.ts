import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { pack, unpack, type Structure } from './pack-stream.ts';

/** Rows of an answer by column. */
export interface Answer {
  readonly keys: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
}

/** What answers statements. It is asked when a statement runs, or for those of a transaction, when that commits. */
export type Answerer = (text: string, parameters: Readonly<Record<string, unknown>>) => Answer;

/**
 * How the stub fails:
 *
 * - `silent`: it takes connections and says nothing, not even to the greeting. - `hang`: it never answers a statement.
 * - `drop`: it resets the connection at a statement. - `cut`: it resets it in the middle of an answer.
 * - `login`: it refuses the login. - `error`: it answers a statement with an error.
 * - `garbage`: it answers the greeting with a page.
 */
export type BoltFault =
  | { readonly how: 'silent' | 'hang' | 'drop' | 'cut' | 'garbage' }
  | { readonly how: 'login' | 'error'; readonly code: string; readonly times?: number };

/** A server that speaks as much Bolt 5.4 as the driver needs, and fails as told. */
export interface BoltStub extends AsyncDisposable {
  readonly url: string;
  /** `null` for a server that works. */
  fault: BoltFault | null;
  /** How often a fault met a client. */
  readonly fired: number;
  readonly logins: number;
  /** Statements that came, those that met a fault too. */
  readonly statements: readonly string[];
  /** Stops listening and drops every connection: a port nobody listens on. */
  stop(): Promise<void>;
  /** Listens again on the same port. */
  start(): Promise<void>;
}

const signatures = {
  hello: 0x01,
  goodbye: 0x02,
  reset: 0x0f,
  run: 0x10,
  begin: 0x11,
  commit: 0x12,
  rollback: 0x13,
  discard: 0x2f,
  pull: 0x3f,
  logon: 0x6a,
} as const;
const success = 0x70;
const record = 0x71;
const ignored = 0x7e;
const failure = 0x7f;

/** Starts a {@link BoltStub} on a free port of this machine. */
export async function boltStub(answer: Answerer): Promise<BoltStub> {
  const state = { fault: null as BoltFault | null, fired: 0, logins: 0, statements: [] as string[] };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    // As every server does; else each answer waits 40 ms for the client's acknowledgement.
    socket.setNoDelay(true);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
    new Conversation(socket, state, answer).begin();
  });
  await listen(server, 0);
  const { port } = server.address() as AddressInfo;
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      for (const socket of sockets) socket.resetAndDestroy();
      server.close(() => resolve());
    });
  return {
    url: `bolt://127.0.0.1:${port}`,
    get fault() {
      return state.fault;
    },
    set fault(fault) {
      state.fault = fault;
    },
    get fired() {
      return state.fired;
    },
    get logins() {
      return state.logins;
    },
    statements: state.statements,
    stop,
    start: () => listen(server, port),
    [Symbol.asyncDispose]: stop,
  };
}

const listen = (server: Server, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

interface StubState {
  fault: BoltFault | null;
  fired: number;
  logins: number;
  readonly statements: string[];
}

/** One connection. */
class Conversation {
  readonly #socket: Socket;
  readonly #state: StubState;
  readonly #answer: Answerer;
  #bytes = Buffer.alloc(0);
  #chunks: Buffer[] = [];
  #greeted = false;
  #failed = false;
  /** Statements of the open transaction; `null` outside of one. */
  #transaction: [string, Record<string, unknown>][] | null = null;
  #result: Answer | null = null;

  constructor(socket: Socket, state: StubState, answer: Answerer) {
    this.#socket = socket;
    this.#state = state;
    this.#answer = answer;
  }

  begin(): void {
    this.#socket.on('data', (data) => {
      this.#bytes = Buffer.concat([this.#bytes, data]);
      if (this.#greeted || this.#greet()) while (this.#takeChunk());
    });
  }

  #greet(): boolean {
    if (this.#bytes.length < 20) return false;
    if (this.#fails('silent')) return false;
    this.#bytes = this.#bytes.subarray(20);
    this.#greeted = true;
    if (this.#fails('garbage')) this.#socket.end('HTTP/1.1 400 Bad Request\r\n\r\n<html></html>');
    else this.#socket.write(Buffer.of(0, 0, 4, 5));
    return true;
  }

  #takeChunk(): boolean {
    if (this.#bytes.length < 2) return false;
    const length = this.#bytes.readUInt16BE(0);
    if (this.#bytes.length < length + 2) return false;
    if (length > 0) this.#chunks.push(this.#bytes.subarray(2, length + 2));
    else if (this.#chunks.length > 0) this.#meet(unpack(Buffer.concat(this.#chunks.splice(0))) as Structure);
    this.#bytes = this.#bytes.subarray(length + 2);
    return true;
  }

  #meet({ signature, fields }: Structure): void {
    if (signature === signatures.goodbye) return void this.#socket.end();
    if (signature === signatures.reset) {
      this.#failed = false;
      this.#transaction = null;
      return this.#send(success, {});
    }
    if (this.#failed) return this.#send(ignored);
    switch (signature) {
      case signatures.hello:
        return this.#send(success, { server: 'Neo4j/5.26.0', connection_id: 'stub', hints: {} });
      case signatures.logon:
        this.#state.logins += 1;
        return this.#fails('login') ? this.#fail() : this.#send(success, {});
      case signatures.begin:
        this.#transaction = [];
        return this.#send(success, {});
      case signatures.commit:
        for (const [text, parameters] of this.#transaction ?? []) this.#answer(text, parameters);
        this.#transaction = null;
        return this.#send(success, { bookmark: 'stub:1' });
      case signatures.rollback:
        this.#transaction = null;
        return this.#send(success, {});
      case signatures.run:
        return this.#run(String(fields[0]), fields[1] as Record<string, unknown>);
      case signatures.pull:
        return this.#pull();
      default:
        return this.#send(success, {});
    }
  }

  #run(text: string, parameters: Record<string, unknown>): void {
    this.#state.statements.push(text);
    if (this.#fails('silent') || this.#fails('hang')) return;
    if (this.#fails('drop')) return void this.#socket.resetAndDestroy();
    if (this.#fails('error')) return this.#fail();
    if (this.#transaction) this.#transaction.push([text, parameters]);
    this.#result = this.#transaction ? { keys: [], rows: [] } : this.#answer(text, parameters);
    this.#send(success, { fields: this.#result.keys, t_first: 0 });
  }

  #pull(): void {
    for (const [at, row] of (this.#result?.rows ?? []).entries()) {
      this.#send(record, row);
      if (at === 0 && this.#fails('cut')) return void this.#socket.resetAndDestroy();
    }
    this.#result = null;
    this.#send(success, { type: 'rw', t_last: 0, bookmark: 'stub:1' });
  }

  #fails(how: BoltFault['how']): boolean {
    const { fault } = this.#state;
    if (fault?.how !== how) return false;
    this.#state.fired += 1;
    return true;
  }

  #fail(): void {
    const { fault } = this.#state;
    if (fault === null || !('code' in fault)) return;
    this.#failed = true;
    this.#send(failure, { code: fault.code, message: 'as the test says' });
    if (fault.times !== undefined) this.#state.fault = fault.times > 1 ? { ...fault, times: fault.times - 1 } : null;
  }

  #send(signature: number, ...fields: readonly unknown[]): void {
    const message = pack({ signature, fields });
    for (let at = 0; at < message.length; at += 0xffff) {
      const chunk = message.subarray(at, at + 0xffff);
      const length = Buffer.alloc(2);
      length.writeUInt16BE(chunk.length);
      this.#socket.write(Buffer.concat([length, chunk]));
    }
    this.#socket.write(Buffer.of(0, 0));
  }
}
