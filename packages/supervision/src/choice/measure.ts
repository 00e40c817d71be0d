import { changedFile, type Patch, type ProjectView } from '@artemis/core';

/** How much a patch changes. */
export interface Size {
  readonly files: number;
  /** Lines that come and go. A line that only moves is neither. */
  readonly lines: number;
}

/** Measures a patch against the project it is for. A file that cannot be read, such as one at a path that is refused, counts as new. */
export async function measure({ changes }: Patch, project: ProjectView): Promise<Size> {
  let [files, lines] = [0, 0];
  for (const change of changes) {
    const before = await project.read(change.path).catch(() => null);
    const after = change.kind === 'write' ? change.content : null;
    if (before === after) continue;
    const { addedLines, removedLines } = changedFile({ path: change.path, before, after });
    files++;
    lines += addedLines + removedLines;
  }
  return { files, lines };
}
