import type { CallContext } from '../resilience/call-context.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { ContextItem } from '../task/context-item.ts';
import type { Patch } from '../task/patch.ts';
import type { Plan } from '../task/plan.ts';
import type { RunEvent } from '../task/run-event.ts';
import type { ReviewReport } from '../task/review-report.ts';
import type { Task } from '../task/task.ts';
import type { AskModel } from './llm.ts';
import type { ListTools } from './mcp.ts';

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

/** What a developer says while it works, and one that leads others of them. */
export type DeveloperEvent = Extract<
  RunEvent,
  {
    readonly type:
      | 'tool.started'
      | 'tool.completed'
      | 'answer.repaired'
      | 'warning.raised'
      | 'developer.started'
      | 'developer.ended'
      | 'developer.chosen';
  }
>;

/** A further developer, who works beside others in a copy of the project. */
export interface BranchOptions {
  /**
   * Tells it from the others of the attempt: `[a-z0-9-]{1,40}`. A resumed run gives the questions of a name the answers they were
   * given before, so who gets which name must not depend on time.
   */
  readonly name: string;
  /** Absolute path of the copy, outside the project. Whoever branches makes it and takes it away. */
  readonly directory: string;
  /** Which of {@link DevelopRequest.models} is asked first; the others stand in for it. Default: the first. */
  readonly model?: string;
}

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
  /** Further tools, such as those of MCP servers. They come and go: ask before each question to the model. */
  readonly tools: ListTools;
  readonly ask: AskModel;
  /**
   * Brings a patch to the disk and runs the project's gate on it. The last patch that a developer returns is written anyway; what an
   * earlier one wrote and the last does not name is taken back.
   */
  readonly check: (patch: Patch, call: CallContext) => Promise<BuildReport>;
  /** Puts on record what the developer does. Never throws. */
  readonly report: (event: DeveloperEvent) => void;
  /** Names of the models that may answer, best first. */
  readonly models: readonly string[];
  /**
   * Does what must not be done twice, such as work that costs money elsewhere. A resumed run is given what was made before.
   *
   * @param name - Tells it from whatever else this developer does in this attempt.
   * @param make - Makes the value, which must be JSON.
   * @throws ArtemisError `ARTEMIS_E_BAD_SHAPE` for a value that is none; whatever `make` throws, and it is then not done.
   */
  readonly once: <T>(name: string, make: () => Promise<T>) => Promise<T>;
  /**
   * The same request for a further developer: its `project` is the copy, its `check` writes there and runs the gate there, and its
   * questions are its own. Nothing it does reaches the project; the patch of the first developer does.
   *
   * @throws ArtemisError `ARTEMIS_E_INVALID_OPTION` for a name or a model that cannot be; `ARTEMIS_E_BRANCH_LIMIT` from the 65th
   * branch of an attempt on, and for a branch of a branch of a branch; `ARTEMIS_E_WORKSPACE_ROOT` when the copy is no folder.
   */
  readonly branch: (options: BranchOptions) => Promise<DevelopRequest>;
}

/** The `supervision` capability: gets a patch developed, by one developer or by several. */
export interface Developer {
  develop(request: DevelopRequest, call: CallContext): Promise<Patch>;
}
