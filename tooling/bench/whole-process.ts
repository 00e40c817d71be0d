import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/** What one run of a process has used. */
export interface ProcessUsage {
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly maxRssMb: number;
}

/** A command that is measured as a whole process of this Node. */
export interface MeasuredCommand {
  readonly name: string;
  readonly args: readonly string[];
  /** Environment beside PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** Called before each run, outside the measured time. */
  readonly prepare?: () => void;
  /** Exit code a good run has. Default: 0. */
  readonly exitCode?: number;
}

const preload = pathToFileURL(fileURLToPath(new URL('usage-at-exit.mjs', import.meta.url))).href;

/** Runs the commands in turn, `rounds` times after one warm-up, so that a machine that changes its speed changes it for all. */
export async function measureProcesses(
  commands: readonly MeasuredCommand[],
  rounds: number,
): Promise<ReadonlyMap<string, readonly ProcessUsage[]>> {
  const usages = new Map(commands.map(({ name }): [string, ProcessUsage[]] => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const command of commands) {
      const usage = await runOnce(command);
      if (round >= 0) usages.get(command.name)?.push(usage);
    }
  }
  return usages;
}

/** The middle of the values. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function runOnce({ name, args, env, prepare, exitCode = 0 }: MeasuredCommand): Promise<ProcessUsage> {
  prepare?.();
  const report = join(mkdtempSync(join(tmpdir(), 'artemis-bench-')), 'usage.json');
  const startMs = performance.now();
  const child = spawn(process.execPath, ['--import', preload, ...args], {
    stdio: 'ignore',
    env: { PATH: process.env['PATH'], BENCH_USAGE: report, ...env },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', (code) => {
      const wallMs = performance.now() - startMs;
      if (code !== exitCode) reject(new Error(`${name} ended with ${code}, not ${exitCode}`));
      else resolve({ wallMs, ...(JSON.parse(readFileSync(report, 'utf8')) as Omit<ProcessUsage, 'wallMs'>) });
    });
  });
}
