/** A part of a task that one developer does while others do the rest. */
export interface Part {
  /** A short imperative sentence. */
  readonly title: string;
  /** What only this part may change: relative paths, and folders with all that is in them, which end in `/`. */
  readonly files: readonly string[];
}

/** Whether a path is one of the files of a part. */
export const owns = ({ files }: Part, path: string): boolean =>
  files.some((file) => file === path || (file.endsWith('/') && path.startsWith(file)));
