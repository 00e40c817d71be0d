import { execFileSync } from 'node:child_process';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { openHome, type Home } from './home.ts';

/** A user with a git repository, whose default branch is `main`. */
export interface Repository extends AsyncDisposable {
  readonly home: Home;
  /** The folder with the files. */
  readonly root: string;
  /** Runs git as the user would. */
  git(...args: readonly string[]): string;
  /** The same with something to read. */
  gitWith(input: string, ...args: readonly string[]): string;
  /** Writes files; `null` removes one. */
  write(files: Readonly<Record<string, string | Buffer | null>>): Promise<void>;
  /** Writes files and commits everything. */
  commit(files: Readonly<Record<string, string | Buffer | null>>): Promise<void>;
}

export async function openRepository(): Promise<Repository> {
  const home = await openHome();
  const root = home.project;
  const env = { ...home.env, GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' };
  const gitWith = (input: string, ...args: readonly string[]): string =>
    execFileSync('git', args, { cwd: root, env, encoding: 'utf8', input, stdio: 'pipe', timeout: 30_000 });
  const git = (...args: readonly string[]): string => gitWith('', ...args);
  git('init', '--quiet', '--initial-branch=main');
  git('config', 'user.name', 'Somebody');
  git('config', 'user.email', 'somebody@example.test');
  const write: Repository['write'] = async (files) => {
    for (const [path, content] of Object.entries(files)) {
      const file = join(root, path);
      if (content === null) await rm(file);
      else {
        await mkdir(dirname(file), { recursive: true });
        await writeFile(file, content);
      }
    }
  };
  return {
    home,
    root,
    git,
    gitWith,
    write,
    async commit(files) {
      await write(files);
      git('add', '--all', '.');
      git('commit', '--quiet', '--message', 'Change things');
    },
    [Symbol.asyncDispose]: () => home[Symbol.asyncDispose](),
  };
}
