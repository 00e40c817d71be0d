import type { ApprovalState } from '../tools/approvals.ts';

/** What one configured server is and has. */
export interface InspectedServer {
  readonly name: string;
  /** What approvals hold for; `null` for an entry that cannot be used. */
  readonly identity: string | null;
  readonly kind: 'stdio' | 'http' | 'sse' | 'unknown';
  readonly required: boolean;
  /** Why it is not ready; `null` when it is. */
  readonly problem: string | null;
  readonly tools: readonly InspectedTool[];
  /** One sentence for each of its tools that cannot be offered at all. */
  readonly left: readonly string[];
}

/** One tool of a server. */
export interface InspectedTool {
  /** As the server calls it. */
  readonly name: string;
  /** As a model calls it. */
  readonly offeredAs: string;
  readonly description: string;
  /** JSON Schema of its arguments; a model is told that too. */
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly hash: string;
  readonly approval: ApprovalState;
}
