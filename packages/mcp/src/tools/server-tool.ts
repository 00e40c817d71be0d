import {
  CircuitBreaker,
  CircuitOpenError,
  withDeadline,
  type CallContext,
  type Clock,
  type OfferedTool,
  type Random,
  type Tool,
  type ToolResult,
} from '@artemis/core';
import { failureOf } from '../connect/failure-of.ts';
import type { McpServer } from '../server/mcp-server.ts';
import type { ListedTool } from './listed-tool.ts';
import { resultText } from './result-text.ts';
import type { SchemaChecks } from './schema-checks.ts';
import { toolName } from './tool-name.ts';

/** What a {@link ServerTool} works with. */
export interface ServerToolParts {
  readonly server: McpServer;
  readonly clock: Clock;
  readonly random: Random;
  readonly checks: () => Promise<SchemaChecks>;
}

/** Calls in a row that may fail before the tool is withdrawn, and for how long it then is. */
const mostFailures = 2;
const withdrawnMs = 300_000;

/** One tool of a server, with a circuit of its own: it may be dead while its server is well. */
export class ServerTool {
  readonly #tool: string;
  readonly #parts: ServerToolParts;
  readonly #breaker: CircuitBreaker;

  /** @param tool - Its name, as the server has it. */
  constructor(tool: string, parts: ServerToolParts) {
    const { server, clock, random } = parts;
    this.#tool = tool;
    this.#parts = parts;
    this.#breaker = new CircuitBreaker(`mcp.${server.config.name}.${tool}`, {
      trip: { consecutive: mostFailures },
      open: { waitMs: withdrawnMs },
      // A server that refuses the arguments works.
      classify: (error) => (failureOf(error).kind === 'refused' ? 'neutral' : 'failure'),
      clock,
      random,
    });
  }

  /** Whether it has failed too often to be offered. */
  get isWithdrawn(): boolean {
    return this.#breaker.retryAfterMs() > 0;
  }

  /** Offers it as it is listed. A call fails once the server says something else of it. */
  offer(listed: ListedTool, reachableFrom: readonly string[]): Tool {
    const { name: server } = this.#parts.server.config;
    const offered: OfferedTool = {
      name: toolName(server, listed.name),
      description: listed.description,
      parameters: listed.inputSchema,
      origin: server,
      reachableFrom,
    };
    return { ...offered, run: (input, call) => this.#run(listed, input, call) };
  }

  async #run(listed: ListedTool, input: unknown, call: CallContext): Promise<ToolResult> {
    try {
      return await this.#breaker.execute(() => this.#call(listed, input, call), { signal: call.signal });
    } catch (error) {
      call.signal.throwIfAborted();
      if (error instanceof CircuitOpenError) return failed('It failed too often and is withdrawn. Do without it.');
      const { text } = failureOf(error);
      return failed(
        this.isWithdrawn ? `${text}. It has failed ${mostFailures} times in a row and is withdrawn. Do without it.` : `${text}.`,
      );
    }
  }

  async #call(listed: ListedTool, input: unknown, call: CallContext): Promise<ToolResult> {
    const { server, clock, checks } = this.#parts;
    const { name, callTimeoutMs } = server.config;
    return withDeadline(
      async (inner) => {
        const current = await server.current(this.#tool, inner);
        if (current?.hash !== listed.hash)
          return failed('Its server has changed it, and it is held back until the user approves it again.');
        const result = await server.call(this.#tool, asArguments(input), inner);
        const { misfit } = await checks();
        return resultText(result, (data) => (listed.outputSchema ? misfit(listed.outputSchema, data) : null));
      },
      { clock, label: `${this.#tool} of ${name}`, timeoutMs: callTimeoutMs, call },
    );
  }
}

const failed = (text: string): ToolResult => ({ ok: false, text });

/** Models write objects; whatever else they write is for the server to refuse. */
const asArguments = (input: unknown): Readonly<Record<string, unknown>> =>
  typeof input === 'object' && input !== null && !Array.isArray(input) ? (input as Readonly<Record<string, unknown>>) : {};
