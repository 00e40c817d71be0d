import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repositoryOf, type Repository } from './repository.ts';

/** The repository on disk: what git tracks, and what it would track if everything were added. */
export function openWorkTree(root: string): Repository {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  const paths = listed.split('\0').filter((path) => path !== '' && existsSync(join(root, path)));
  return repositoryOf(root, paths, (path) => readFileSync(join(root, path), 'utf8'));
}
