/** What the user has approved: which tools of which servers, and which servers may work together. */
export interface Approvals {
  /** By the identity of the server: the hash of each tool that was approved, by its name. */
  readonly servers: Readonly<Record<string, ApprovedServer>>;
  /** Groups of identities. What a server of a group says may lead to calls of tools of the others. */
  readonly together: readonly (readonly string[])[];
}

/** The approved tools of one server. */
export interface ApprovedServer {
  /** Its name when it was approved, for the reader. */
  readonly name: string;
  readonly tools: Readonly<Record<string, string>>;
}

/** What is known of a tool's approval. A tool that says something else than it did when it was approved has `changed`. */
export type ApprovalState = 'approved' | 'new' | 'changed';

/** Nothing is approved. */
export const noApprovals: Approvals = { servers: {}, together: [] };

/** Whether a tool is approved as it is now. */
export function approvalOf(approvals: Approvals, identity: string, tool: { readonly name: string; readonly hash: string }): ApprovalState {
  const tools = own(approvals.servers, identity)?.tools ?? {};
  const approved = own(tools, tool.name);
  if (approved === undefined) return 'new';
  return approved === tool.hash ? 'approved' : 'changed';
}

/** Identities whose words may lead to calls of a server's tools. */
export const companionsOf = ({ together }: Approvals, identity: string): readonly string[] => [
  ...new Set(together.filter((group) => group.includes(identity)).flat()),
];

/** Names come from servers: one may be called `constructor`. */
const own = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined => (Object.hasOwn(record, key) ? record[key] : undefined);
