import { chmodSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A real project folder and a run folder beside it; `base` holds both and may hold what must not be touched. */
export interface TemporaryProject {
  readonly base: string;
  readonly root: string;
  readonly stateDir: string;
}

/** Memory as the disk where there is one: a crash of a process loses nothing the system was told, and syncs cost nothing. */
export const memoryFolder = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

/** Makes a project with these files in a folder that goes away after the test. */
export function temporaryProject(files: Readonly<Record<string, string>> = {}, parent = tmpdir()): TemporaryProject {
  const base = mkdtempSync(join(parent, 'artemis-workspace-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const root = join(base, 'project');
  mkdirSync(root);
  for (const [path, content] of Object.entries(files)) putFile(root, path, content);
  return { base, root, stateDir: join(base, 'run') };
}

/** Writes a file as a user would. */
export function putFile(root: string, path: string, content: string | Uint8Array, mode?: number): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
  if (mode !== undefined) chmodSync(join(root, path), mode);
}

/** Everything below a folder: text of files, `/` for folders, `!` for the rest. */
export function treeOf(root: string): Record<string, string> {
  const tree: Record<string, string> = {};
  for (const name of readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted()) {
    const found = lstatSync(join(root, name));
    tree[name] = found.isFile() ? readFileSync(join(root, name), 'utf8') : found.isDirectory() ? '/' : '!';
  }
  return tree;
}
