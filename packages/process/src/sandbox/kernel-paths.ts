import type { ProcessFileSystem } from '../disk/process-file-system.ts';

/** A part of `/proc` that belongs to the kernel as a whole. */
export interface KernelPath {
  readonly path: string;
  /** True when it is not even shown; the others can be read. */
  readonly hidden: boolean;
}

/**
 * Settings and doors of the kernel itself. Their owner is root, and to the kernel a sandboxed root still is that owner, whatever
 * capabilities it has lost: without this a build run by root could set the core pattern of the host.
 */
const paths: readonly KernelPath[] = [
  ...['sys', 'irq', 'bus', 'fs', 'scsi', 'asound', 'acpi', 'pressure', 'mtrr'].map((name) => ({ path: `/proc/${name}`, hidden: false })),
  ...[
    'sysrq-trigger',
    'kcore',
    'kmsg',
    'keys',
    'timer_list',
    'sched_debug',
    'latency_stats',
    'kpagecount',
    'kpageflags',
    'kpagecgroup',
    'vmallocinfo',
    'slabinfo',
  ].map((name) => ({ path: `/proc/${name}`, hidden: true })),
];

/** Those that this kernel has: one that is not there cannot be covered. */
export async function kernelPaths(fs: ProcessFileSystem): Promise<readonly KernelPath[]> {
  const there = await Promise.all(
    paths.map(({ path }) =>
      fs.lstat(path).then(
        () => true,
        () => false,
      ),
    ),
  );
  return paths.filter((_, index) => there[index]);
}
