import type { CallContext, FileChange, ProjectView } from '@artemis/core';
import { constants } from 'node:fs';
import type { CopyFileSystem } from '@artemis/process';
import { SupervisionError } from '../supervision-error.ts';
import { changesOf, type AgentCopy } from './agent-copy.ts';

const mostChanges = 300;
const mostBytes = 8 * 1024 ** 2;
const mostBytesOfOne = 2 * 1024 ** 2;

/** What another agent has changed. */
export interface CopyPatch {
  readonly changes: readonly FileChange[];
  /** What was not taken, a sentence each. */
  readonly left: readonly string[];
}

/** Where the changes are read from, and what they are compared with. */
export interface CopyPatchRequest {
  readonly fs: CopyFileSystem;
  readonly copy: AgentCopy;
  /** The project the copy was made from. */
  readonly project: ProjectView;
  /** Of new files, those the project ignores. */
  readonly ignored: (paths: readonly string[]) => Promise<ReadonlySet<string>>;
}

/**
 * Takes what another agent has done as a patch: texts that differ from the project, and files that are gone.
 *
 * @throws SupervisionError `ARTEMIS_E_WRAPPED` when it is more than a patch may hold.
 */
export async function patchOfCopy({ fs, copy, project, ignored }: CopyPatchRequest, call: CallContext): Promise<CopyPatch> {
  const { written, deleted } = await changesOf(fs, copy, call);
  const skipped = await ignored(written.filter((path) => !copy.files.has(path)));
  const changes: FileChange[] = [];
  const left: string[] = [];
  let bytes = 0;
  for (const path of written.filter((one) => !skipped.has(one))) {
    const content = await textOf(fs, `${copy.directory}/${path}`);
    if (content === null) left.push(`${path} is no text of at most 2 MiB and was not taken.`);
    else if ((await project.read(path).catch(() => null)) !== content) changes.push({ kind: 'write', path, content });
    bytes += content?.length ?? 0;
    if (changes.length > mostChanges || bytes > mostBytes) throw tooMuch();
  }
  if (changes.length + deleted.length > mostChanges) throw tooMuch();
  return { changes: [...changes, ...deleted.map((path): FileChange => ({ kind: 'delete', path }))], left };
}

/** Text of a regular file. What became a link meanwhile is not followed. */
async function textOf(fs: CopyFileSystem, path: string): Promise<string | null> {
  const file = await fs.open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK).catch(() => null);
  if (file === null) return null;
  try {
    const stat = await file.stat();
    if (!stat.isFile() || stat.size > mostBytesOfOne) return null;
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await file.readFile());
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  } finally {
    await file.close();
  }
}

const tooMuch = (): SupervisionError =>
  new SupervisionError(
    'ARTEMIS_E_WRAPPED',
    `The command changed more than ${mostChanges} files or ${mostBytes / 1024 ** 2} MiB of text, which is not taken.`,
  );
