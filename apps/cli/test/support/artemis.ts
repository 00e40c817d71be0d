import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import type { Home } from './home.ts';

/** The built command. Tests run what users run. */
export const bin = fileURLToPath(new URL('../../dist/bin.js', import.meta.url));

/** How a command is started. */
export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
  /** Path of the command. Default: the built one. */
  readonly command?: string;
  /** Options of Node itself. */
  readonly node?: readonly string[];
}

/** One event of `--json`, as it is on the wire. */
export interface WireEvent {
  readonly type: string;
  readonly run_id: string;
  readonly seq: number;
  readonly [field: string]: unknown;
}

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** Lines of stdout as JSON. */
  readonly events: readonly WireEvent[];
}

/** A command under way. */
export interface Started {
  readonly child: ChildProcessByStdio<null, Readable, Readable>;
  readonly ended: Promise<Ended>;
  /** Resolves when stdout or stderr holds the text. */
  says(fragment: string): Promise<void>;
}

/** Starts `artemis` with an empty home and a closed stdin. */
export function start(home: Home, args: readonly string[], options: StartOptions = {}): Started {
  const { env = {}, cwd = home.project, command = bin, node = [] } = options;
  if (!existsSync(bin)) expectBuilt();
  const child = spawn(process.execPath, [...node, command, ...args], {
    cwd,
    env: { ...home.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const waiting = new Set<() => void>();
  let seen = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (data: Buffer) => {
      seen += data.toString();
      for (const check of waiting) check();
    });
  }
  return {
    child,
    ended: collect(child),
    says: (fragment) =>
      new Promise((resolve, reject) => {
        const check = (): void => void (seen.includes(fragment) && resolve());
        waiting.add(check);
        child.once('close', () => reject(new TypeError(`it ended without saying "${fragment}":\n${seen}`)));
        check();
      }),
  };
}

/** Runs `artemis` to its end. */
export const artemis = (home: Home, args: readonly string[], options?: StartOptions): Promise<Ended> => start(home, args, options).ended;

async function collect(child: Started['child']): Promise<Ended> {
  const [[code, signal], stdout, stderr] = await Promise.all([
    once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>,
    text(child.stdout),
    text(child.stderr),
  ]);
  return {
    code,
    signal,
    stdout,
    stderr,
    get events() {
      return stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as WireEvent);
    },
  };
}

function expectBuilt(): never {
  throw new TypeError('apps/cli is not built; run: pnpm build');
}
