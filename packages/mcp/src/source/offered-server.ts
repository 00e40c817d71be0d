import type { AbsentTools, Clock, Random, Tool, ToolList } from '@artemis/core';
import type { McpErrorCode } from '../error-codes.ts';
import type { McpServer } from '../server/mcp-server.ts';
import { approvalOf, type Approvals } from '../tools/approvals.ts';
import type { ListedTool } from '../tools/listed-tool.ts';
import type { SchemaChecks } from '../tools/schema-checks.ts';
import { ServerTool } from '../tools/server-tool.ts';
import { joining } from './joining.ts';

/** What an {@link OfferedServer} works with. */
export interface OfferedServerParts {
  readonly clock: Clock;
  readonly random: Random;
  readonly checks: () => Promise<SchemaChecks>;
  readonly nowMs: () => number;
}

/** A server that starts for longer than this counts as missing until it has joined, in milliseconds. */
const lateMs = 5_000;

/** What one server offers at a moment, and what of it is missing. */
export class OfferedServer {
  readonly server: McpServer;
  readonly #parts: OfferedServerParts;
  readonly #tools = new Map<string, ServerTool>();

  constructor(server: McpServer, parts: OfferedServerParts) {
    this.server = server;
    this.#parts = parts;
  }

  /** @param reachableFrom - Names of the servers whose words may lead to calls of its tools. */
  offer(approvals: Approvals, reachableFrom: readonly string[]): ToolList {
    const { state, listing, config } = this.server;
    if (state.kind === 'down') return { tools: [], absent: [this.#absent('gone', state.failure.reason, state.failure.code)] };
    const approved = listing.tools.filter((tool) => approvalOf(approvals, config.identity, tool) === 'approved');
    const working = approved.filter(({ name }) => !this.#toolOf(name).isWithdrawn);
    const tools = working.map((tool): Tool => this.#toolOf(tool.name).offer(tool, reachableFrom));
    return { tools, absent: this.#missing(approvals, approved, working) };
  }

  #missing(approvals: Approvals, approved: readonly ListedTool[], working: readonly ListedTool[]): readonly AbsentTools[] {
    const { state, listing } = this.server;
    if (state.kind === 'starting') return [this.#startingFor(this.#parts.nowMs() - state.sinceMs)];
    if (state.kind !== 'ready') return [this.#absent('gone', state.failure.reason, state.failure.code)];
    const none = working.length === 0;
    if (approved.length < listing.tools.length) return [this.#part(none, this.#heldBack(approvals), 'ARTEMIS_E_MCP_NOT_APPROVED')];
    const dead = approved.filter((tool) => !working.includes(tool));
    if (dead.length === 0) return [];
    return [this.#part(none, `These tools failed and are withdrawn: ${namesOf(dead)}.`, 'ARTEMIS_E_MCP_TOOL')];
  }

  #heldBack(approvals: Approvals): string {
    const { listing, config } = this.server;
    const held = listing.tools.map((tool) => ({ tool, state: approvalOf(approvals, config.identity, tool) }));
    const changed = held.flatMap(({ tool, state }) => (state === 'changed' ? [tool] : []));
    const fresh = held.flatMap(({ tool, state }) => (state === 'new' ? [tool] : []));
    const sentences = [
      ...(changed.length > 0 ? [`These tools have changed since they were approved: ${namesOf(changed)}.`] : []),
      ...(fresh.length > 0 ? [`These tools are not approved: ${namesOf(fresh)}.`] : []),
    ];
    return `${sentences.join(' ')} Look at them with: artemis mcp approve ${config.name}`;
  }

  /** One that is required has been waited for already. */
  #startingFor(ms: number): AbsentTools {
    return ms < lateMs && !this.server.config.required
      ? joining(this.server.config)
      : this.#absent('gone', 'It has not greeted in time.', 'ARTEMIS_E_MCP_LATE');
  }

  #absent(state: AbsentTools['state'], reason: string, code: string): AbsentTools {
    const { name: origin, required } = this.server.config;
    return { origin, state, reason, code, required };
  }

  /** A required server with some of its tools is there. */
  #part(none: boolean, reason: string, code: McpErrorCode): AbsentTools {
    return { ...this.#absent('gone', reason, code), required: none && this.server.config.required };
  }

  #toolOf(name: string): ServerTool {
    const tool = this.#tools.get(name) ?? new ServerTool(name, { ...this.#parts, server: this.server });
    this.#tools.set(name, tool);
    return tool;
  }
}

const shownNames = 5;

function namesOf(tools: readonly ListedTool[]): string {
  const names = tools.slice(0, shownNames).map(({ name }) => name);
  return tools.length > shownNames ? `${names.join(', ')} and ${tools.length - shownNames} more` : names.join(', ');
}
