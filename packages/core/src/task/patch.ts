/** A proposed change of one file. Paths are relative to the project folder, with `/`. */
export type FileChange =
  | { readonly kind: 'write'; readonly path: string; readonly content: string }
  | { readonly kind: 'delete'; readonly path: string };

/** The set of file changes a developer proposes. It is applied all or nothing. */
export interface Patch {
  /** What was done and why, in the developer's words. */
  readonly approach: string;
  readonly changes: readonly FileChange[];
  /** Parts of the task that are not in it, a few words each. A run that ends without them is not accepted. Default: none. */
  readonly missing?: readonly string[];
}

/** A change that has reached the disk, with the text before and after it. */
export interface AppliedChange {
  readonly path: string;
  /** Text before the change; `null` when the file did not exist. */
  readonly before: string | null;
  /** Text after the change; `null` when the file was deleted. */
  readonly after: string | null;
}

/** A patch that has reached the disk as a whole. */
export interface AppliedPatch {
  readonly changes: readonly AppliedChange[];
  /** Things the reader should know, such as an invisible character in a file. */
  readonly warnings: readonly string[];
}
