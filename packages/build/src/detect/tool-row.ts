import type { Gate } from './gate.ts';
import type { Folder } from './project-tree.ts';

/** Languages whose tools belong together: one gate of each is enough for a folder. */
export type Ecosystem =
  | 'javascript'
  | 'python'
  | 'rust'
  | 'go'
  | 'jvm'
  | 'c'
  | 'dotnet'
  | 'ruby'
  | 'php'
  | 'elixir'
  | 'scala'
  | 'bazel'
  | 'make';

/** All that is known of a build tool. */
export interface ToolRow {
  readonly name: string;
  readonly ecosystem: Ecosystem;
  /** Program that must be there. */
  readonly program: string;
  /** Words that make it print its version. */
  readonly versionArgs: readonly string[];
  /** How to get it, as one sentence. */
  readonly install: string;
  /** Files that make a folder one of its projects. */
  readonly manifests: readonly string[];
  /** The gate of such a folder; `null` when it is not one after all. */
  readonly gate: (folder: Folder) => Gate | null;
  /** Words that install the dependencies without running scripts of theirs; absent where the tool does it while it builds. */
  readonly installArgs?: readonly string[];
  /** Words that make those scripts run, in place of {@link installArgs}. */
  readonly installWithScriptsArgs?: readonly string[];
}
