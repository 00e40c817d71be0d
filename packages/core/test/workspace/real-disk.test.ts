import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryProject } from './temporary-project.ts';

const script = join(import.meta.dirname, 'on-a-real-disk.ts');

const works = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args, { stdio: 'ignore' }).status === 0;
const ownMounts = works('unshare', '-rm', 'sh', '-c', 'mount -t tmpfs none /mnt');
const strace = works('strace', '-qq', '-o', '/dev/null', 'true');

/** Runs a scenario behind a command such as `unshare -rm`. */
function run(scenario: string, ...before: readonly string[]): unknown {
  const { base } = temporaryProject();
  const node = [process.execPath, script, scenario, join(base, 'disk')];
  const [command, args] = before[0] === undefined ? [process.execPath, node.slice(1)] : [before[0], [...before.slice(1), ...node]];
  execFileSync('mkdir', [join(base, 'disk')]);
  return JSON.parse(execFileSync(command, args, { encoding: 'utf8', timeout: 60_000, env: { ...process.env, UV_THREADPOOL_SIZE: '1' } }));
}

const failedWith = (errno: string): unknown => ({
  code: 'ARTEMIS_E_WORKSPACE_WRITE',
  facts: { path: expect.any(String) as string, errno },
});

describe.skipIf(!ownMounts)('on a disk of its own (needs unshare -rm and tmpfs)', () => {
  it('F01: a full project disk leaves the old files and nothing else; with space again the patch goes through', () => {
    expect(run('full-project-disk', 'unshare', '-rm')).toEqual({
      first: failedWith('ENOSPC'),
      afterwards: { sizes: { a: 15_000 }, names: ['a'] },
      second: 'done',
      sizes: { a: 20_000, 'new/b': 20_000, 'new/c': 20_000 },
    });
  });

  it('K09: a full state disk leaves the old state and no temporary file', () => {
    expect(run('full-state-disk', 'unshare', '-rm')).toEqual({
      outcome: { code: 'ARTEMIS_E_STATE_WRITE', facts: { path: expect.stringContaining('state') as string, errno: 'ENOSPC' } },
      names: ['state'],
      text: 'old good',
    });
  });

  it('F04: a read-only disk is refused with its errno', () => {
    expect(run('read-only-disk', 'unshare', '-rm')).toEqual({ outcome: failedWith('EROFS'), sizes: { a: 3 } });
  });

  it('F07: a project over two disks works, because the temporary file is beside its target', () => {
    expect(run('two-disks', 'unshare', '-rm')).toEqual({ outcome: 'done', sizes: { a: 20_000, 'new/b': 20_000, 'new/c': 20_000 } });
  });
});

describe.skipIf(process.platform === 'win32')('on the disk as it is (needs POSIX permissions)', () => {
  it('F03: a folder without write permission fails the set as a whole, for a user who is not root', () => {
    expect(run('no-permission')).toEqual({ outcome: failedWith('EACCES'), sizes: { a: 3 } });
  });

  it('F05: 32 open files are enough', () => {
    expect(run('plain', 'sh', '-c', 'ulimit -n 32; exec "$@"', 'sh')).toMatchObject({ outcome: 'done' });
  });

  // needs strace, which can make a real fsync fail
  it.skipIf(!strace).each([1, 3, 4, 6, 8])('F06: an error of the real fsync number %i fails the write (needs strace)', (nth) => {
    const { base } = temporaryProject();
    const trace = join(base, 'trace');
    const result = run('plain', 'strace', '-f', '-qq', '-o', trace, '-e', 'trace=fsync', '-e', `inject=fsync:error=EIO:when=${nth}`);
    expect(execFileSync('grep', ['-c', 'INJECTED', trace], { encoding: 'utf8' }).trim()).toBe('1');
    expect(result).toMatchObject({ outcome: { facts: { errno: 'EIO' } }, sizes: { a: 3 } });
  });
});
