import type { Gate } from '../detect/gate.ts';
import type { CheckRow } from './check-row.ts';
import { checkTable } from './check-table.ts';

/** A check of a project, and how it is started. */
export interface Check {
  readonly row: CheckRow;
  /** Ways to start it, each as a gate of one program. */
  readonly ways: readonly Gate[];
}

/** The project as it was before the change: what it is set up for is not for the change to say. */
export interface CheckedProject {
  /** Paths of all files. */
  readonly files: ReadonlySet<string>;
  /** Text of a file that may set up a tool. */
  readonly text: (path: string) => Promise<string | null>;
}

/** Most folders of a project in which one tool is started. */
const mostFolders = 3;

/** The checks that bear on these changed files, each where its nearest configuration is. */
export async function findChecks(project: CheckedProject, changed: readonly string[]): Promise<readonly Check[]> {
  const checks: Check[] = [];
  for (const row of checkTable) {
    const byFolder = new Map<string, string[]>();
    for (const path of changed.filter((one) => row.files.test(one))) {
      const dir = await folderOf(row, path, project);
      if (dir !== null) byFolder.set(dir, [...(byFolder.get(dir) ?? []), `./${path.slice(dir === '' ? 0 : dir.length + 1)}`]);
    }
    checks.push(...[...byFolder].slice(0, mostFolders).map(([dir, files]) => ({ row, ways: waysIn(row, dir, files) })));
  }
  return checks;
}

const waysIn = ({ ways, gateTool }: CheckRow, dir: string, files: readonly string[]): readonly Gate[] =>
  ways(files).map((argv) => ({ tool: gateTool, dir, steps: [{ argv, kind: 'build' }], doubts: [] }));

/** The nearest folder upwards that sets the tool up. */
async function folderOf({ configs, shared }: CheckRow, path: string, { files, text }: CheckedProject): Promise<string | null> {
  for (let dir = parentOf(path); ; dir = parentOf(dir)) {
    const there = (names: readonly string[]): readonly string[] =>
      names.map((name) => (dir === '' ? name : `${dir}/${name}`)).filter((name) => files.has(name));
    if (there(configs).length > 0) return dir;
    for (const config of there(shared?.names ?? [])) if (shared?.mention.test((await text(config)) ?? '') === true) return dir;
    if (dir === '') return null;
  }
}

const parentOf = (path: string): string => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '');

/** Whether a file sets up one of the tools. */
export const setsUpChecks = (path: string): boolean => {
  const name = path.slice(path.lastIndexOf('/') + 1);
  return (
    checkTable.some(({ configs, shared }) => configs.includes(name) || shared?.names.includes(name)) ||
    /^tsconfig[^/]*\.json$|^\.eslintignore$/.test(name)
  );
};
