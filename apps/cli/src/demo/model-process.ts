import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ArtemisError } from '@artemis/core';
import type { Notice, Order } from './scripted-model-process.ts';
import type { ScriptedAnswer } from './story.ts';

/** How a scripted model is started. */
export interface ModelProcessOptions {
  readonly model: string;
  readonly answers: readonly ScriptedAnswer[];
  /** Default: any that is free. */
  readonly port?: number;
  /** Stops in the middle of each answer until told to go on. Default: false. */
  readonly pauses?: boolean;
}

const startMs = 10_000;

/** A scripted model in a process of its own, so that it can be killed like a real server. */
export class ModelProcess {
  readonly model: string;
  readonly pid: number;
  readonly port: number;
  readonly #child: ChildProcess;

  private constructor(model: string, child: ChildProcess, port: number) {
    this.model = model;
    this.#child = child;
    this.pid = child.pid ?? 0;
    this.port = port;
  }

  /** Base URL for a client. */
  get baseUrl(): string {
    return `http://127.0.0.1:${this.port}/v1`;
  }

  /** @throws ArtemisError `ARTEMIS_E_DEMO` when the process does not come up. */
  static async start({ model, answers, port = 0, pauses = false }: ModelProcessOptions): Promise<ModelProcess> {
    const module = fileURLToPath(new URL(`./scripted-model-process${extname(import.meta.url)}`, import.meta.url));
    // Nothing it could print belongs among the lines of the demo.
    const child = fork(module, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] });
    child.on('error', () => {});
    child.send({ kind: 'start', options: { model, answers, port }, pauses } satisfies Order, () => {});
    const notice = await noticeOf(child);
    if (notice.kind === 'listening') return new ModelProcess(model, child, notice.port);
    child.kill('SIGKILL');
    throw new ArtemisError('ARTEMIS_E_DEMO', `The ${model} did not start: ${notice.reason}.`, {
      hint: 'The demo needs to listen on 127.0.0.1. Try again.',
    });
  }

  /** Lets an answer that pauses go on, and all later ones. */
  goOn(): void {
    if (this.#child.connected) this.#child.send({ kind: 'go-on' } satisfies Order, () => {});
  }

  /** Kills the process; it cannot do anything about it. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Resolves when the process is gone, with the signal that ended it. */
  async gone(): Promise<NodeJS.Signals | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) await once(this.#child, 'exit');
    return this.#child.signalCode;
  }
}

async function noticeOf(child: ChildProcess): Promise<Notice> {
  try {
    const [notice] = await Promise.race([
      once(child, 'message', { signal: AbortSignal.timeout(startMs) }),
      once(child, 'exit').then((): [Notice] => [{ kind: 'failed', reason: 'it ended at once' }]),
    ]);
    return notice as Notice;
  } catch {
    return { kind: 'failed', reason: `it was not there after ${startMs} ms` };
  }
}
