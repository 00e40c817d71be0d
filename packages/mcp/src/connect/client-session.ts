import { withDeadline, type CallContext, type Clock } from '@artemis/core';
import type { CallToolResult, Client, StreamableHTTPClientTransport, Tool, Transport } from '@modelcontextprotocol/client';
import { ProcessTransport } from './process-transport.ts';
import type { Session } from './session.ts';

/** The client's own timers are set out of the way: our deadlines end every call. */
const noTimeoutMs = 2_147_483_647;

/** Longest that a server may take to be told that its session is over, in milliseconds. */
const farewellMs = 500;

/** A connection through the protocol's client. */
export class ClientSession implements Session {
  readonly ended: Promise<string>;
  readonly #client: Client;
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #end: (reason: string) => void;

  private constructor(client: Client, transport: Transport, clock: Clock) {
    const { promise, resolve } = Promise.withResolvers<string>();
    this.ended = promise;
    this.#client = client;
    this.#transport = transport;
    this.#clock = clock;
    this.#end = resolve;
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- the client is no event target
    client.onclose = () => resolve(transport instanceof ProcessTransport ? transport.ending : 'the connection was closed');
  }

  /** Greets the server. When that fails, what was started for it is ended. */
  static async open(client: Client, transport: Transport, clock: Clock, call: CallContext): Promise<ClientSession> {
    const session = new ClientSession(client, transport, clock);
    try {
      await client.connect(transport, optionsOf(call));
      return session;
    } catch (error) {
      await transport.close().catch(() => {});
      throw error;
    }
  }

  async listTools(call: CallContext): Promise<readonly Tool[]> {
    const { tools } = await this.#client.listTools(undefined, { ...optionsOf(call), cacheMode: 'refresh' });
    return tools;
  }

  callTool(name: string, args: Readonly<Record<string, unknown>>, call: CallContext): Promise<CallToolResult> {
    return this.#client.callTool({ name, arguments: args }, optionsOf(call));
  }

  async ping(call: CallContext): Promise<void> {
    await this.#client.ping(optionsOf(call));
  }

  async close(reason: string): Promise<void> {
    this.#end(reason);
    await this.#farewell();
    await this.#client.close().catch(() => {});
  }

  /** A server behind an address keeps a session until it is told that nobody needs it any more. */
  async #farewell(): Promise<void> {
    const { terminateSession } = this.#transport as Partial<StreamableHTTPClientTransport>;
    if (!terminateSession) return;
    const options = { clock: this.#clock, label: 'end of a session', timeoutMs: farewellMs };
    await withDeadline(() => terminateSession.call(this.#transport), options).catch(() => {});
  }
}

const optionsOf = ({ signal }: CallContext) => ({ signal, timeout: noTimeoutMs });
