import type { FullLimits } from '../run/limits.ts';

/**
 * Puts a command under `prlimit`. Memory is limited as `RLIMIT_DATA`, since runtimes such as V8, Go and Java reserve far more
 * address space than they use.
 *
 * @returns The words that stand before the command; none where there is no `prlimit`.
 */
export function limitArguments(limits: FullLimits, prlimit: string | null): string[] {
  if (prlimit === null) return [];
  const { cpuSeconds, memoryBytes, processes, fileBytes } = limits;
  return [prlimit, `--cpu=${cpuSeconds}`, `--data=${memoryBytes}`, `--nproc=${processes}`, `--fsize=${fileBytes}`, '--core=0', '--'];
}
