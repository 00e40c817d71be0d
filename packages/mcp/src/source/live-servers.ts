import { describeFailure, withDeadline, type AbsentTools, type CallContext, type ToolList, type ToolSource } from '@artemis/core';
import type { BrokenEntry } from '../config/server-config.ts';
import type { McpServer } from '../server/mcp-server.ts';
import { companionsOf, noApprovals, type Approvals } from '../tools/approvals.ts';
import { withinRequest } from './within-request.ts';
import { OfferedServer, type OfferedServerParts } from './offered-server.ts';
import { brokenEntryAbsent } from './broken-entry-absent.ts';

/** What {@link LiveServers} are made of. */
export interface LiveServersParts extends Omit<OfferedServerParts, 'nowMs'> {
  readonly servers: readonly McpServer[];
  readonly broken: readonly BrokenEntry[];
  /** Read anew each time, so that what the user approves counts at once. */
  readonly approvals: () => Promise<Approvals>;
}

/** Pause between two starts, in milliseconds. */
const stepMs = 100;

/** The tools of servers, each of which joins when it is ready. */
export class LiveServers implements ToolSource {
  readonly #parts: LiveServersParts;
  readonly #offered: readonly OfferedServer[];

  constructor(parts: LiveServersParts) {
    const { servers, clock } = parts;
    this.#parts = parts;
    this.#offered = servers.map((server) => new OfferedServer(server, { ...parts, nowMs: () => clock.nowMs() }));
  }

  /** Starts all of them at once. */
  beginAll(): void {
    for (const server of this.#parts.servers) server.begin();
  }

  /** Starts those that a run cannot do without, and then the others one after the other: a start takes a processor for a moment. */
  beginOneByOne(): void {
    const { servers, clock } = this.#parts;
    for (const server of servers.filter(({ config }) => config.required)) server.begin();
    const others = servers.filter(({ config }) => !config.required);
    for (const [index, server] of others.entries()) clock.after(index * stepMs, () => server.begin()).unref();
  }

  async tools(call: CallContext): Promise<ToolList> {
    const { servers, broken } = this.#parts;
    const [read] = await Promise.all([
      this.#readApprovals(),
      ...servers.filter(({ config }) => config.required).map((server) => this.#settled(server, call)),
    ]);
    call.signal.throwIfAborted();
    const lists = this.#offered.map((offered) => offered.offer(read.approvals, this.#companions(offered.server, read.approvals)));
    return withinRequest({
      tools: lists.flatMap(({ tools }) => tools),
      absent: [...lists.flatMap(({ absent }) => absent.map((one) => read.explain(one))), ...broken.map(brokenEntryAbsent)],
    });
  }

  /** Resolves when each of them has come up, or has failed for the first time. */
  async firstTries(call: CallContext): Promise<void> {
    await Promise.all(this.#parts.servers.map((server) => server.firstTry(call)));
  }

  /** Ends all of them, with everything they have started. Never rejects. */
  async close(): Promise<void> {
    await Promise.all(this.#parts.servers.map((server) => server.close()));
  }

  /** A file that cannot be read approves nothing: safety fails closed. */
  async #readApprovals(): Promise<{ readonly approvals: Approvals; readonly explain: (absent: AbsentTools) => AbsentTools }> {
    try {
      return { approvals: await this.#parts.approvals(), explain: (absent) => absent };
    } catch (error) {
      const explain = (absent: AbsentTools): AbsentTools =>
        absent.code === 'ARTEMIS_E_MCP_NOT_APPROVED'
          ? { ...absent, code: 'ARTEMIS_E_MCP_APPROVALS', reason: `No tool counts as approved: ${describeFailure(error)}` }
          : absent;
      return { approvals: noApprovals, explain };
    }
  }

  /** Waits for a server that the run cannot do without, for as long as its start may take. */
  async #settled(server: McpServer, call: CallContext): Promise<void> {
    const { clock } = this.#parts;
    const { name, startTimeoutMs } = server.config;
    // What keeps it away is said by its state.
    await withDeadline((inner) => server.ready(inner), { clock, label: `server ${name}`, timeoutMs: startTimeoutMs, call }).catch(() => {});
  }

  #companions({ config }: McpServer, approvals: Approvals): readonly string[] {
    const companions = companionsOf(approvals, config.identity);
    return this.#parts.servers.flatMap((other) => (companions.includes(other.config.identity) ? [other.config.name] : []));
  }
}
