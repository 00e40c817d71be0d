import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A project folder on the real disk that is gone after the test. */
export interface TemporaryProject {
  readonly dir: string;
  write(path: string, content: string | Uint8Array): void;
  remove(path: string): void;
  /** Runs git in the folder. */
  git(...args: readonly string[]): string;
}

/** Makes a project with some files; `git`: as a repository in which nothing is committed. */
export function temporaryProject(
  files: Readonly<Record<string, string | Uint8Array>> = {},
  kind: 'plain' | 'git' = 'plain',
): TemporaryProject {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), 'artemis-index-')));
  // `rm` removes trees that are deeper than a path can be long.
  onTestFinished(() => void execFileSync('rm', ['-rf', dir]));
  const project: TemporaryProject = {
    dir,
    write(path, content) {
      mkdirSync(dirname(join(dir, path)), { recursive: true });
      writeFileSync(join(dir, path), content);
    },
    remove: (path) => rmSync(join(dir, path), { recursive: true, force: true }),
    git: (...args) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b.c', ...args], { cwd: dir, encoding: 'utf8', stdio: 'pipe' }),
  };
  for (const [path, content] of Object.entries(files)) project.write(path, content);
  if (kind === 'git') project.git('init', '-q');
  return project;
}
