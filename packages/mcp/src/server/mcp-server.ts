import { CircuitBreaker, describeFailure, sleep, withDeadline, type CallContext, type Clock, type Random } from '@artemis/core';
import type { CallToolResult } from '@modelcontextprotocol/client';
import type { ServerConfig } from '../config/server-config.ts';
import { failureOf, isRefusal } from '../connect/failure-of.ts';
import type { Greeting } from '../connect/open-session.ts';
import type { Session, SessionListener } from '../connect/session.ts';
import { McpError } from '../mcp-error.ts';
import type { ListedTool, Listing } from '../tools/listed-tool.ts';
import type { SchemaChecks } from '../tools/schema-checks.ts';
import { Catalogue } from './catalogue.ts';
import type { ServerFailure, ServerState } from './server-state.ts';

/** What an {@link McpServer} works with. */
export interface McpServerParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly open: (server: ServerConfig, greeting: Greeting, listener: SessionListener, call: CallContext) => Promise<Session>;
  readonly checks: () => Promise<SchemaChecks>;
  /** Told of each message of the server that is of no use. */
  readonly onNoise: (server: string, kind: 'stray' | 'bad-line') => void;
}

/** Pauses before it is started again, in milliseconds. After the last of them its circuit opens. */
const restartWaitsMs = [500, 1_000, 2_000];
/** A server that has lived this long has proved itself: what happens later counts anew. */
const provenMs = 60_000;
const openMs = 60_000;
const longestOpenMs = 600_000;
/** Longest the server may take to say that it is there, after a call of it has hung. */
const pingMs = 5_000;

/** One configured server: started in the background, started again when it ends, given up for a while when that happens too often. */
export class McpServer {
  readonly config: ServerConfig;
  readonly breaker: CircuitBreaker;
  readonly #parts: McpServerParts;
  readonly #lifetime = new AbortController();
  readonly #catalogue: Catalogue;
  #state: ServerState;
  #change = Promise.withResolvers<void>();
  #life: Promise<void> | null = null;
  #greeting: Greeting = 'legacy';
  #failures = 0;
  #opening: Promise<unknown> | null = null;

  constructor(config: ServerConfig, parts: McpServerParts) {
    const { clock, random } = parts;
    this.config = config;
    this.#parts = parts;
    this.#catalogue = new Catalogue({ clock, checks: parts.checks, signal: this.#lifetime.signal });
    this.#state = { kind: 'starting', sinceMs: clock.nowMs() };
    this.breaker = new CircuitBreaker(`mcp.${config.name}`, {
      trip: { consecutive: restartWaitsMs.length + 1 },
      open: { waitMs: openMs, maxWaitMs: longestOpenMs },
      clock,
      random,
    });
  }

  get state(): ServerState {
    return this.#state;
  }

  /** Its tools as it listed them last. */
  get listing(): Listing {
    return this.#catalogue.listing;
  }

  /** Starts it in the background. Never throws. */
  begin(): void {
    this.#life ??= this.#live().catch(() => {});
  }

  /**
   * The connection, once there is one.
   *
   * @throws McpError with why it is down; the reason of the call when that is over before.
   */
  async ready(call: CallContext): Promise<Session> {
    for (;;) {
      const state = this.#state;
      if (state.kind === 'ready') return state.session;
      if (state.kind === 'down') throw new McpError('ARTEMIS_E_MCP_LOST', state.failure.reason);
      await this.#changed(call);
    }
  }

  /** Resolves when it is ready, or has failed for the first time. */
  async firstTry(call: CallContext): Promise<void> {
    while (this.#state.kind === 'starting') await this.#changed(call);
  }

  /** A tool as it is now: a list that has changed is read first. `undefined` when there is no such tool any more. */
  async current(tool: string, call: CallContext): Promise<ListedTool | undefined> {
    await this.ready(call);
    return this.#catalogue.current(tool);
  }

  /** Calls a tool. A call that the server has not looked at is made once more, on a new connection. */
  async call(tool: string, args: Readonly<Record<string, unknown>>, call: CallContext): Promise<CallToolResult> {
    for (let attempt = 1; ; attempt++) {
      const session = await this.ready(call);
      try {
        return await session.callTool(tool, args, call);
      } catch (error) {
        const { kind, text } = failureOf(error);
        if (kind === 'lost' || kind === 'expired') await session.close(text);
        else if (call.signal.aborted) void this.#askWhetherAlive(session);
        if (kind !== 'expired' || attempt === 2) throw error;
        // The life of the server has seen the end of the session before the next try asks for a new one.
        await session.ended;
      }
    }
  }

  /** Ends it for good, with everything it has started. Never rejects. */
  async close(): Promise<void> {
    this.#lifetime.abort(new DOMException('The server was closed.', 'AbortError'));
    if (this.#state.kind === 'ready') await this.#state.session.close('it was closed');
    await this.#life;
    await this.#opening;
    this.breaker.dispose();
  }

  async #live(): Promise<void> {
    const { signal } = this.#lifetime;
    for (;;) {
      try {
        const session = await this.breaker.execute(() => this.#prove(), { signal });
        this.#failures = 0;
        const reason = await session.ended;
        throw lost(this.config.name, reason);
      } catch (error) {
        signal.throwIfAborted();
        this.#fail(error);
        await sleep(this.#parts.clock, this.#waitMs(), signal);
      }
    }
  }

  /** One life from its start until it has lasted long enough to count as a good one. */
  async #prove(): Promise<Session> {
    const { clock } = this.#parts;
    const { name, startTimeoutMs } = this.config;
    const { signal } = this.#lifetime;
    const options = { clock, label: `start of server ${name}`, timeoutMs: startTimeoutMs, call: { signal, remainingMs: () => Infinity } };
    const session = await withDeadline((call) => {
      const started = this.#start(call);
      this.#opening = started.catch(() => {});
      return started;
    }, options);
    this.#become({ kind: 'ready', session });
    const over = session.ended.then((reason) => {
      // Whoever calls from now on waits for the next life.
      this.#become({ kind: 'restarting', failure: failure(lost(name, reason)) });
      throw lost(name, reason);
    });
    const { promise: proven, resolve } = Promise.withResolvers<Session>();
    const timer = clock.after(provenMs, () => resolve(session)).unref();
    return await Promise.race([over, proven]).finally(() => timer.cancel());
  }

  async #start(call: CallContext): Promise<Session> {
    const { open, onNoise } = this.#parts;
    const { name } = this.config;
    let opened: Session | null = null;
    const listener: SessionListener = {
      onToolsChanged: () => opened && this.#catalogue.noteChange(opened),
      onStray: () => onNoise(name, 'stray'),
      onBadLine: () => onNoise(name, 'bad-line'),
    };
    const session = await open(this.config, this.#greeting, listener, call);
    opened = session;
    try {
      await this.#catalogue.read(session, call);
      call.signal.throwIfAborted();
      return session;
    } catch (error) {
      await session.close('its tools could not be listed');
      throw error;
    }
  }

  /** A call has hung: it may be the tool that hangs, or the server. */
  async #askWhetherAlive(session: Session): Promise<void> {
    const options = { clock: this.#parts.clock, label: `ping of ${this.config.name}`, timeoutMs: pingMs };
    await withDeadline((call) => session.ping(call), options).catch(() => session.close('it does not answer any more'));
  }

  #fail(error: unknown): void {
    // A server that knows only the newer greeting answers the older one with an error.
    if (error instanceof McpError && isRefusal(error.cause)) this.#greeting = 'auto';
    this.#failures += 1;
    const kind = this.breaker.retryAfterMs() > 0 ? 'down' : 'restarting';
    this.#become({ kind, failure: failure(error) });
  }

  #waitMs(): number {
    const pauseMs = restartWaitsMs[this.#failures - 1] ?? 0;
    return Math.max(pauseMs, this.breaker.retryAfterMs());
  }

  async #changed(call: CallContext): Promise<void> {
    const { clock } = this.#parts;
    await withDeadline(() => this.#change.promise, { clock, label: `server ${this.config.name}`, call });
  }

  #become(state: ServerState): void {
    this.#state = state;
    const { resolve } = this.#change;
    this.#change = Promise.withResolvers();
    resolve();
  }
}

const lost = (server: string, reason: string): McpError => new McpError('ARTEMIS_E_MCP_LOST', `"${server}" is gone: ${reason}.`);

const failure = (error: unknown): ServerFailure =>
  error instanceof McpError ? { reason: error.message, code: error.code } : { reason: describeFailure(error), code: 'ARTEMIS_E_MCP_START' };
