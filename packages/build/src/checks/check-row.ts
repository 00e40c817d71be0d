import type { CheckRemark } from '@artemis/core';

/** What a tool says of a place, its path as the tool writes it. */
export type RawRemark = Omit<CheckRemark, 'tool' | 'kind'>;

/** A compiler or linter that a project may be set up for. */
export interface CheckRow {
  readonly tool: string;
  readonly kind: CheckRemark['kind'];
  /** Names of the files that set it up. */
  readonly configs: readonly string[];
  /** Files that set up several tools, and the text by which they do this one. Default: none. */
  readonly shared?: { readonly names: readonly string[]; readonly mention: RegExp };
  /** Files it looks at. */
  readonly files: RegExp;
  /** Ways to start it, the preferred one first, each as `GateStep.argv`. @param files - Changed files, as `./path` from its folder. */
  readonly ways: (files: readonly string[]) => readonly (readonly string[])[];
  /** Tool whose caches and dependencies it works with, as a row of the tool table. */
  readonly gateTool: string;
  readonly read: (output: string) => readonly RawRemark[];
}
