import type { CallContext } from '@artemis/core';
import type { CallToolResult, Tool } from '@modelcontextprotocol/client';

/** A live connection to a server that has greeted. */
export interface Session {
  /** Resolves when it is over, with why: a sentence without its full stop. */
  readonly ended: Promise<string>;
  /** Every tool the server has, in its order. */
  listTools(call: CallContext): Promise<readonly Tool[]>;
  /** @throws What the client throws; `failureOf` says what it means. */
  callTool(name: string, args: Readonly<Record<string, unknown>>, call: CallContext): Promise<CallToolResult>;
  /** Asks whether the server is there. */
  ping(call: CallContext): Promise<void>;
  /** Ends it, with what was started for it. Never rejects. */
  close(reason: string): Promise<void>;
}

/** Told what happens on a connection beside its answers. */
export interface SessionListener {
  /** The server says that its tools have changed. */
  readonly onToolsChanged: () => void;
  /** A message that nobody waits for: with an unknown id, or too late. */
  readonly onStray: () => void;
  /** A line on standard output that is no message, such as a banner. */
  readonly onBadLine: () => void;
}
