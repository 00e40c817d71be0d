import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { bin } from './artemis.ts';
import type { Home } from './home.ts';

/** Whether this machine can open one. */
export const hasTerminals = spawnSync('script', ['--version']).status === 0;

/** `artemis` in a terminal of its own. */
export interface InTerminal {
  /** Resolves when the screen has been sent this. */
  says(text: string | RegExp): Promise<void>;
  /** Types on its keyboard. */
  type(keys: string): Promise<void>;
  /** Makes the window this wide. */
  resize(columns: number): Promise<void>;
  signal(name: NodeJS.Signals): Promise<void>;
  /** Everything the screen has been sent so far. */
  screen(): string;
  /** How the command ended, and the settings of the terminal before and after it. */
  readonly ended: Promise<{ readonly code: number; readonly before: string; readonly after: string }>;
}

/** A shell that notes what the terminal is, how it is set, and how the command ended. */
const shell = `tty > "$NOTES/tty"; stty -g > "$NOTES/before"
sh -c 'echo $$ > "$NOTES/pid"; exec "$0" "$@"' "$@"; echo $? > "$NOTES/code"
stty -g > "$NOTES/after"`;

/** Starts `artemis` in a new pseudo-terminal. */
export function startInTerminal(home: Home, args: readonly string[], env: Readonly<Record<string, string>>): InTerminal {
  const words = ['bash', '-c', shell, 'terminal', process.execPath, bin, ...args].map((word) => `'${word.replaceAll("'", `'\\''`)}'`);
  const child: ChildProcessByStdio<Writable, Readable, null> = spawn('script', ['-qfc', words.join(' '), '/dev/null'], {
    cwd: home.project,
    env: { ...home.env, TERM: 'xterm', NOTES: home.folder, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const note = async (name: string): Promise<string> => (await readFile(join(home.folder, name), 'utf8')).trim();
  let seen = '';
  const waiting = new Set<() => void>();
  child.stdout.on('data', (data: Buffer) => {
    seen += data.toString();
    for (const check of waiting) check();
  });
  const holds = (text: string | RegExp): boolean => (typeof text === 'string' ? seen.includes(text) : text.test(seen));
  return {
    says: (text) =>
      new Promise((resolve, reject) => {
        const check = (): void => void (holds(text) && resolve());
        waiting.add(check);
        child.once('close', () => reject(new TypeError(`it ended without saying "${String(text)}":\n${seen}`)));
        check();
      }),
    type: async (keys) => void child.stdin.write(keys),
    resize: async (columns) => void spawnSync('stty', ['-F', await note('tty'), 'cols', String(columns)]),
    signal: async (name) => void process.kill(Number(await note('pid')), name),
    screen: () => seen,
    ended: once(child, 'close').then(async () => ({
      code: Number(await note('code')),
      before: await note('before'),
      after: await note('after'),
    })),
  };
}
