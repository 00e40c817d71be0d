import type { CallContext } from '../resilience/call-context.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { ContextItem } from '../task/context-item.ts';
import type { Patch } from '../task/patch.ts';
import type { Plan } from '../task/plan.ts';
import type { RunEvent } from '../task/run-event.ts';
import type { ReviewReport } from '../task/review-report.ts';
import type { Task } from '../task/task.ts';
import type { AskModel } from './llm.ts';
import type { Tool } from './mcp.ts';

/** Why an earlier attempt was not accepted. */
export interface Feedback {
  /** What the develop stage is told, trimmed. */
  readonly reason: string;
  readonly build?: BuildReport;
  readonly review?: ReviewReport;
}

/** The project as a developer may see it: read-only, inside the project folder. */
export interface ProjectView {
  /** Text of a file; `null` when there is none. Rejects for paths outside the project. */
  read(path: string): Promise<string | null>;
  /** Paths of all files worth seeing, relative, sorted, bounded. */
  list(): Promise<readonly string[]>;
}

/** What a developer says while it works. */
export type DeveloperEvent = Extract<RunEvent, { readonly type: 'tool.started' | 'tool.completed' | 'answer.repaired' | 'warning.raised' }>;

/** What a developer is given. */
export interface DevelopRequest {
  readonly task: Task;
  readonly plan: Plan;
  readonly context: readonly ContextItem[];
  /** System prompt of the developer role. */
  readonly prompt: string;
  /** Which attempt this is, from 1. */
  readonly attempt: number;
  /** Why the attempt before was not accepted. */
  readonly feedback?: Feedback;
  readonly project: ProjectView;
  /** Further tools, such as those of MCP servers. */
  readonly tools: readonly Tool[];
  readonly ask: AskModel;
  /** Brings a patch to the disk and runs the project's gate on it. The last patch that a developer returns is written anyway. */
  readonly check: (patch: Patch, call: CallContext) => Promise<BuildReport>;
  /** Puts on record what the developer does. Never throws. */
  readonly report: (event: DeveloperEvent) => void;
}

/** The `supervision` capability: gets a patch developed, by one developer or by several. */
export interface Developer {
  develop(request: DevelopRequest, call: CallContext): Promise<Patch>;
}
