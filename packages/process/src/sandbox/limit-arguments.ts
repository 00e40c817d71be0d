import type { FullLimits } from '../run/limits.ts';

/**
 * Whom the kernel counts when it limits the processes of a command: those of the command, as within a user namespace since Linux
 * 5.14, or all processes of the user, wherever they run. The latter would let a busy desktop break a build.
 */
export type ProcessCount = 'of-the-command' | 'of-the-user';

/**
 * Puts a command under `prlimit`. Memory is limited as `RLIMIT_DATA`, since runtimes such as V8, Go and Java reserve far more
 * address space than they use. Processes are left to the warden where the kernel would count those of others too.
 *
 * @returns The words that stand before the command; none where there is no `prlimit`.
 */
export function limitArguments(limits: FullLimits, prlimit: string | null, count: ProcessCount): string[] {
  if (prlimit === null) return [];
  const { cpuSeconds, memoryBytes, processes, fileBytes } = limits;
  const nproc = count === 'of-the-command' ? [`--nproc=${processes}`] : [];
  return [prlimit, `--cpu=${cpuSeconds}`, `--data=${memoryBytes}`, ...nproc, `--fsize=${fileBytes}`, '--core=0', '--'];
}

/** Whom this kernel counts within a user namespace. @param release - As `os.release()` gives it. */
export function processCountOf(release: string): ProcessCount {
  const [major = 0, minor = 0] = release.split('.').map(Number);
  return major > 5 || (major === 5 && minor >= 14) ? 'of-the-command' : 'of-the-user';
}
