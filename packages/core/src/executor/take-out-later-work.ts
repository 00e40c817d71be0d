import type { ProjectView } from '../capability/supervision.ts';
import type { FileChange } from '../task/patch.ts';
import type { Workspace } from '../workspace/workspace.ts';

/**
 * Brings a copy of the project to what the project was when the attempt began. A developer who was given up, or whose process was
 * killed, may have left work on the disk: shown that, those who begin again would ask other questions than before. What is not as in
 * the project now was put into the copy on purpose.
 */
export async function takeOutLaterWork(project: Workspace, copy: Workspace, atBegin: ProjectView): Promise<void> {
  const changes: FileChange[] = [];
  for (const { path, after } of await project.changes()) {
    const then = await atBegin.read(path);
    if (then === after || (await copy.read(path)) !== after) continue;
    changes.push(then === null ? { kind: 'delete', path } : { kind: 'write', path, content: then });
  }
  if (changes.length > 0) await copy.apply({ approach: '', changes });
}
