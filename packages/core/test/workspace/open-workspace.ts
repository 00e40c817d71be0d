import type { Fault, FaultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import type { TemporaryProject } from './temporary-project.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import { faultyFileSystem } from '../../src/testing/faulty-file-system.ts';
import { Workspace } from '../../src/workspace/workspace.ts';
import { temporaryProject } from './temporary-project.ts';

/** A workspace on a real project with these files, and its disk with a failure plan. */
export async function openWorkspace(
  files: Readonly<Record<string, string>> = {},
  plan: readonly Fault[] = [],
): Promise<TemporaryProject & { readonly workspace: Workspace; readonly disk: FaultyFileSystem }> {
  const project = temporaryProject(files);
  const disk = faultyFileSystem(nodeFileSystem, plan);
  return { ...project, disk, workspace: await Workspace.open({ ...project, ...disk }) };
}
