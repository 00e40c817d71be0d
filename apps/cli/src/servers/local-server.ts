import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { open, readFile, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { ArtemisError, makeFolder, nodeFileSystem } from '@artemis/core';
import { readUserFile, writeUserFile } from '../config/user-file.ts';
import { identityOf } from './process-identity.ts';

/** How a server is started, and how it shows that it is ready. */
export interface ServerStart {
  readonly file: string;
  readonly args: readonly string[];
  readonly port: number;
  /** Answers 200 when the server is ready. */
  readonly readyUrl: string;
}

/** What is kept of a server that was started. */
export interface ServerRecord {
  readonly pid: number;
  readonly port: number;
  /** Tells the process from a later one with the same id. */
  readonly identity: string;
}

/** What starting has come to. */
export type ServerState = 'started' | 'running';

const readyMs = 30_000;
const stopMs = 10_000;
const pollMs = 100;

/** A server that runs on this machine on behalf of the user, and goes on when the command has ended. */
export class LocalServer {
  readonly #name: string;
  readonly #folder: string;
  readonly #env: Readonly<Record<string, string | undefined>>;

  /** @param folder - Absolute; for data, log and record. */
  constructor(name: string, folder: string, env: Readonly<Record<string, string | undefined>>) {
    this.#name = name;
    this.#folder = folder;
    this.#env = env;
  }

  get dataFolder(): string {
    return `${this.#folder}/${this.#name}`;
  }

  get #recordFile(): string {
    return `${this.#folder}/${this.#name}.json`;
  }

  get #logFile(): string {
    return `${this.#folder}/${this.#name}.log`;
  }

  /**
   * Starts the server and waits until it is ready. One that was started before and still runs is left as it is.
   *
   * @param signal - Its abort stops a server that is not ready yet.
   * @throws ArtemisError `ARTEMIS_E_SERVER` when it does not come up, or somebody else answers in its place.
   */
  async start(how: ServerStart, signal: AbortSignal): Promise<{ readonly state: ServerState; readonly record: ServerRecord }> {
    const running = await this.running();
    if (running) return { state: 'running', record: running };
    if (await isReady(how.readyUrl)) throw this.#failed(`port ${how.port} is taken: a server that was not started here answers there`);
    await makeFolder(nodeFileSystem, this.dataFolder, 0o700);
    await using log = await open(this.#logFile, 'w', 0o600);
    const child = spawn(how.file, how.args, {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: this.#ownEnv(),
      cwd: this.dataFolder,
    });
    const ended = Promise.race([once(child, 'exit'), once(child, 'error')]).then(() => 'ended' as const);
    const pid = child.pid;
    const ready = pid === undefined ? 'ended' : await Promise.race([ended, untilReady(how.readyUrl, signal)]);
    if (ready !== 'ready' || pid === undefined) {
      if (ready !== 'ended') child.kill('SIGKILL');
      signal.throwIfAborted();
      throw this.#failed(
        ready === 'ended' ? `it ended at once: ${await this.#lastWords()}` : `it was not ready after ${readyMs / 1000} seconds`,
      );
    }
    const record: ServerRecord = { pid, port: how.port, identity: (await identityOf(pid)) ?? '' };
    await writeUserFile(this.#recordFile, record);
    child.unref();
    return { state: 'started', record };
  }

  /** Stops the server that was started here. Says whether there was one. */
  async stop(): Promise<boolean> {
    const record = await this.running();
    if (record) {
      process.kill(record.pid, 'SIGTERM');
      if (!(await this.#isGone(stopMs))) process.kill(record.pid, 'SIGKILL');
      if (!(await this.#isGone(stopMs))) throw this.#failed(`process ${record.pid} does not end`);
    }
    await rm(this.#recordFile, { force: true });
    return record !== null;
  }

  /** The server that was started here, where its process is still the one; else `null`. */
  async running(): Promise<ServerRecord | null> {
    const record = (await readUserFile(this.#recordFile)) as Partial<ServerRecord> | null;
    const { pid, port, identity } = record ?? {};
    if (typeof pid !== 'number' || typeof port !== 'number' || typeof identity !== 'string' || identity === '') return null;
    return (await identityOf(pid)) === identity ? { pid, port, identity } : null;
  }

  async #isGone(withinMs: number): Promise<boolean> {
    const endMs = performance.now() + withinMs;
    while ((await this.running()) !== null) {
      if (performance.now() > endMs) return false;
      await wait(pollMs);
    }
    return true;
  }

  /** A server needs a home and a path, and none of the user's keys. */
  #ownEnv(): Record<string, string> {
    const wanted = ['PATH', 'HOME', 'TMPDIR', 'LANG', 'SystemRoot'];
    return Object.fromEntries(wanted.flatMap((name) => (this.#env[name] === undefined ? [] : [[name, this.#env[name]]])));
  }

  async #lastWords(): Promise<string> {
    const log = await readFile(this.#logFile, 'utf8').catch(() => '');
    return log.trim().split('\n').slice(-3).join(' ').slice(-300) || 'it said nothing';
  }

  #failed(reason: string): ArtemisError {
    return new ArtemisError('ARTEMIS_E_SERVER', `The ${this.#name} server cannot be started or stopped: ${reason}.`, {
      hint: `Its log is ${this.#logFile}`,
      facts: { server: this.#name },
    });
  }
}

async function untilReady(url: string, signal: AbortSignal): Promise<'ready' | 'late'> {
  const endMs = performance.now() + readyMs;
  while (performance.now() < endMs && !signal.aborted) {
    if (await isReady(url)) return 'ready';
    await wait(pollMs);
  }
  return 'late';
}

async function isReady(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(1_000), redirect: 'error' });
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false;
  }
}
