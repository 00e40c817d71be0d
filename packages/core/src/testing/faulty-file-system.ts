import type { FileHandle } from 'node:fs/promises';
import type { FileSystem } from '../ports/file-system.ts';

type Method<T> = { [K in keyof T]: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T] & string;

/** A call a fault can meet: one of the file system, or one of a file it opened. */
export type FileOperation = keyof FileSystem | `handle.${Method<FileHandle>}`;

/** What happens instead of the call, or before it. */
export type FaultEffect =
  /** The call fails with this system error, such as `ENOSPC`, and does nothing. */
  | { readonly errno: string }
  /** Only for `handle.write`: at most so many bytes are written. */
  | { readonly shortBytes: number }
  /** Runs first, then the call: a delay on an injected clock, or another program that gets in between. */
  | { readonly before: () => void | Promise<void> }
  /** This call and every later one fail: to the disk that is a process killed here. */
  | { readonly crash: true };

/** One line of a failure plan. */
export type Fault = FaultEffect & {
  readonly on: FileOperation | 'any';
  /** Only calls whose path matches are counted. A handle has the path it was opened with; a rename has `from -> to`. Default: all. */
  readonly path?: RegExp;
  /** Which of those calls is the first to be met, from 1. Default: 1. */
  readonly nth?: number;
  /** How many calls in a row are met. Default: 1. */
  readonly times?: number;
};

/** A file system with a failure plan, and what became of the plan. */
export interface FaultyFileSystem {
  readonly fileSystem: FileSystem;
  /** How often each fault fired, in the order of the plan. A test asserts on it: a fault that never fired proves nothing. */
  readonly fired: readonly number[];
  /** Calls made so far, those that failed included. */
  readonly calls: number;
}

/** Wraps a file system so that chosen calls fail. Several faults may meet the same call; the first that ends it wins. */
export function faultyFileSystem(fileSystem: FileSystem, plan: readonly Fault[]): FaultyFileSystem {
  const faults = new FailurePlan(plan);
  const opened = (handle: FileHandle, path: string): FileHandle =>
    intercept(handle, async (name, args) => {
      // A file is closed even when the close reports an error, and a dead process has its files closed for it.
      if (name === 'close') {
        await handle.close();
        if (faults.dead) return args;
      }
      const shortBytes = await faults.meet(`handle.${name}`, path);
      return name === 'write' && shortBytes !== undefined ? shortened(args, shortBytes) : args;
    });
  const faulty = intercept(
    { ...fileSystem },
    async (name, args) => {
      await faults.meet(name, name === 'rename' ? args.join(' -> ') : String(args[0]));
      return args;
    },
    (name, args, result) => (name === 'open' ? opened(result as FileHandle, String(args[0])) : result),
  );
  return {
    fileSystem: faulty,
    fired: faults.fired,
    get calls() {
      return faults.calls;
    },
  };
}

/** What is left of a plan, call by call. */
class FailurePlan {
  readonly fired: number[];
  calls = 0;
  dead = false;
  readonly #plan: readonly Fault[];
  readonly #seen: number[];

  constructor(plan: readonly Fault[]) {
    this.#plan = plan;
    this.#seen = plan.map(() => 0);
    this.fired = plan.map(() => 0);
  }

  /** Lets the faults of the plan meet a call. Rejects when one of them ends it; else answers how many bytes it may write, if not all. */
  async meet(operation: string, path: string): Promise<number | undefined> {
    this.calls += 1;
    if (this.dead) throw systemError('EIO', operation, path);
    let shortBytes: number | undefined;
    for (const [index, fault] of this.#plan.entries()) {
      if (!this.#isDue(index, fault, operation, path)) continue;
      this.fired[index] = (this.fired[index] ?? 0) + 1;
      if ('before' in fault) await fault.before();
      if ('shortBytes' in fault) shortBytes = fault.shortBytes;
      if ('crash' in fault) this.dead = true;
      if ('errno' in fault || this.dead) throw systemError('errno' in fault ? fault.errno : 'EIO', operation, path);
    }
    return shortBytes;
  }

  #isDue(index: number, fault: Fault, operation: string, path: string): boolean {
    if (fault.on !== 'any' && fault.on !== operation) return false;
    if (fault.path?.test(path) === false) return false;
    const turn = (this.#seen[index] ?? 0) + 1;
    this.#seen[index] = turn;
    const first = fault.nth ?? 1;
    return turn >= first && turn < first + (fault.times ?? 1);
  }
}

type Arguments = readonly unknown[];

/** A copy of `target` whose methods pass through `before`, which may change the arguments, and `after`, which may change the result. */
function intercept<T extends object>(
  target: T,
  before: (name: string, args: Arguments) => Promise<Arguments>,
  after: (name: string, args: Arguments, result: unknown) => unknown = (_name, _args, result) => result,
): T {
  return new Proxy(target, {
    get(_, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function' || typeof name !== 'string') return value;
      return async (...args: Arguments) => {
        const changed = await before(name, args);
        return after(name, changed, await (value as (...args: Arguments) => unknown).apply(target, [...changed]));
      };
    },
  });
}

/** Arguments of `handle.write(buffer, offset, length, position)` with another length. */
function shortened([buffer, offset, length, position]: Arguments, shortBytes: number): Arguments {
  return [buffer, offset, Math.min(Number(length), shortBytes), position];
}

function systemError(errno: string, operation: string, path: string): Error {
  return Object.assign(new Error(`${errno}: ${operation} '${path}'`), { code: errno, syscall: operation, path });
}
