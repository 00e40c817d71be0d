import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

/** A program with its arguments. */
export interface ServerCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/** How a Chroma server is started. */
export interface StartChromaOptions {
  /** Folder with its data. */
  readonly dir: string;
  /** How it is started on a port, as the rag package says. */
  readonly command: (options: { readonly dir: string; readonly port: number }) => ServerCommand;
  /** Default: a free one. */
  readonly port?: number;
}

/** A running Chroma server. */
export interface ChromaServer extends AsyncDisposable {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** Sends a signal to it, such as SIGSTOP. */
  signal(name: NodeJS.Signals): void;
  /** Ends it at once and waits until it is gone. */
  kill(): Promise<void>;
}

const startTimeoutMs = 20_000;

/** Starts a real Chroma server and waits until it answers. Rejects when it ends before, or does not answer in time. */
export async function startChroma({ dir, command, port }: StartChromaOptions): Promise<ChromaServer> {
  const chosen = port ?? (await freePort());
  const { file, args } = command({ dir, port: chosen });
  const child = spawn(file, args, { stdio: 'ignore' });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  const url = `http://127.0.0.1:${chosen}`;
  try {
    await Promise.race([answers(url), exited.then(() => Promise.reject(new Error('the Chroma server ended while it started')))]);
  } catch (error) {
    await kill();
    throw error;
  }
  return { url, port: chosen, pid: child.pid ?? 0, signal: (name) => void child.kill(name), kill, [Symbol.asyncDispose]: kill };
}

async function answers(url: string): Promise<void> {
  const endMs = performance.now() + startTimeoutMs;
  for (;;) {
    const answer = await fetch(`${url}/api/v2/heartbeat`, { signal: AbortSignal.timeout(1_000) }).catch(() => null);
    if (answer?.ok) return;
    if (performance.now() > endMs) throw new Error(`no Chroma server answers at ${url} after ${startTimeoutMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A port that was free a moment ago. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
