import type { SkippedPath } from '../model/skipped-path.ts';
import type { Listing } from './listing.ts';
import type { WalkRequest } from './walk-request.ts';
import { foldersLeftOut } from './always-left-out.ts';
import { comparePaths } from './compare-paths.ts';

/** Nothing the project's own configuration says may start a program or take a lock. */
const git = ['-c', 'core.fsmonitor=false', '-c', 'core.untrackedCache=false', '--no-optional-locks'];
/** About half a million paths. A longer list is not taken: walking is bounded better. */
const maxOutputBytes = 32 * 1024 * 1024;

/**
 * The files git would commit or has committed.
 *
 * @returns `null` when git cannot say, or lists nothing: the folder may be ignored as a whole.
 */
export async function gitFiles(request: WalkRequest): Promise<Listing | null> {
  const output = await lsFiles(request);
  request.signal?.throwIfAborted();
  if (output === null || output === '') return null;
  const paths = new Set(output.split('\0').filter((path) => path !== '' && !isLeftOut(path)));
  return withinLimits([...paths].toSorted(comparePaths), request);
}

async function lsFiles({ root, clock, endMs, signal }: WalkRequest): Promise<string | null> {
  try {
    const { execa } = await import('execa');
    const { stdout } = await execa('git', [...git, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
      cwd: root,
      stdin: 'ignore',
      stripFinalNewline: false,
      extendEnv: false,
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0' },
      timeout: Math.max(1, Math.min(endMs - clock.nowMs(), 15_000)),
      maxBuffer: maxOutputBytes,
      killDescendants: true,
      ...(signal === undefined ? {} : { cancelSignal: signal }),
    });
    return stdout;
  } catch {
    return null;
  }
}

const isLeftOut = (path: string): boolean => path.split('/').some((part) => foldersLeftOut.has(part));

function withinLimits(all: readonly string[], { limits }: WalkRequest): Listing {
  const skipped: SkippedPath[] = [];
  const paths: string[] = [];
  for (const path of all) {
    if (paths.length >= limits.maxFiles) {
      skipped.push({ path: '.', reason: 'too-many' });
      break;
    }
    // Git lists a repository within the repository as a folder.
    if (path.endsWith('/')) skipped.push({ path: path.slice(0, -1), reason: 'submodule' });
    else if (path.split('/').length - 1 > limits.maxDepth) skipped.push({ path, reason: 'too-deep' });
    else paths.push(path);
  }
  return { paths, skipped, complete: true };
}
