/** What one command may use. All are optional. */
export interface Limits {
  /** Wall time, in milliseconds. Default: 600 000 (10 minutes). */
  readonly wallMs?: number;
  /** Processor time of each process, in seconds. Default: 600. */
  readonly cpuSeconds?: number;
  /** Memory of all processes together, in bytes. Default: 4 GiB. */
  readonly memoryBytes?: number;
  /** Processes and threads alive at once. Default: 1 024. */
  readonly processes?: number;
  /** Size of one file that is written, in bytes. Default: 1 GiB. */
  readonly fileBytes?: number;
  /** Growth of the file system that holds the scratch copy, in bytes. Default: 4 GiB. */
  readonly diskBytes?: number;
  /** Output after which the command is ended, in bytes. Default: 64 MiB. */
  readonly outputBytes?: number;
}

/** Limits with every default filled in. */
export type FullLimits = Required<Limits>;

/** What all processes of a command may use together, however long they run. */
export type SharedLimits = Pick<FullLimits, 'memoryBytes' | 'processes' | 'diskBytes'>;

const gibibyte = 1024 ** 3;

const defaults: FullLimits = {
  wallMs: 600_000,
  cpuSeconds: 600,
  memoryBytes: 4 * gibibyte,
  processes: 1_024,
  fileBytes: gibibyte,
  diskBytes: 4 * gibibyte,
  outputBytes: 64 * 1024 ** 2,
};

/** Fills in the defaults. */
export const fullLimits = (limits: Limits = {}): FullLimits => ({ ...defaults, ...limits });
