import { readAccessOf, type CallContext } from '@artemis/core';
import { copyFiles, walkProject, type CopyFileSystem } from '@artemis/process';

/** How a file looked when it was copied. The kernel alone writes these. */
interface Mark {
  readonly ino: bigint;
  readonly ctimeNs: bigint;
}

/** A copy that another agent may write in, and what was put there. */
export interface AgentCopy {
  readonly directory: string;
  /** The files that were copied, with what they looked like. */
  readonly files: ReadonlyMap<string, Mark>;
}

/** Copies a project for another agent: without whatever no model may read, such as keys, and without what is installed. */
export async function makeAgentCopy(fs: CopyFileSystem, projectDir: string, directory: string, call: CallContext): Promise<AgentCopy> {
  const walk = await walkProject(fs, projectDir, [], call.signal);
  const readable = (path: string): boolean => readAccessOf(path) === 'allowed';
  await fs.mkdir(directory, { recursive: true, mode: 0o700 });
  for (const folder of walk.folders.filter(readable).toSorted()) await fs.mkdir(`${directory}/${folder}`, { recursive: true });
  const paths = walk.files.filter(readable);
  await copyFiles(fs, paths, projectDir, directory, call.signal);
  const files = new Map<string, Mark>();
  for (const path of paths) files.set(path, await fs.lstat(`${directory}/${path}`, { bigint: true }));
  return { directory, files };
}

/** What another agent has done to its copy. Links and other special files are left out: nothing is read through them. */
export interface CopyChanges {
  /** Files that were made or written. */
  readonly written: readonly string[];
  readonly deleted: readonly string[];
}

/** Looks at what became of a copy. */
export async function changesOf(fs: CopyFileSystem, { directory, files }: AgentCopy, call: CallContext): Promise<CopyChanges> {
  const { files: present, links } = await walkProject(fs, directory, [], call.signal);
  const written: string[] = [];
  for (const path of present) {
    const before = files.get(path);
    const now = before && (await fs.lstat(`${directory}/${path}`, { bigint: true }).catch(() => null));
    if (!before || now?.ino !== before.ino || now.ctimeNs !== before.ctimeNs) written.push(path);
  }
  const there = new Set([...present, ...links]);
  return { written, deleted: [...files.keys()].filter((path) => !there.has(path)) };
}
