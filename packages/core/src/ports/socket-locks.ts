import { createHash } from 'node:crypto';
import { connect, createServer, type Server } from 'node:net';
import { hostname } from 'node:os';
import { setTimeout } from 'node:timers/promises';
import type { LockHolder, ProcessLock, ProcessLocks } from './process-lock.ts';

/** A holder may be busy, on a machine that is. */
const answerTimeoutMs = 2_000;
/** How often a lock is tried whose holder has just died or let go, or has its name and does not listen yet. */
const mostTries = 8;

/**
 * Locks held by the kernel, on Linux and Windows: to hold one is to listen on a socket of that name. On Linux the name is abstract and
 * on Windows a pipe, so it is free the moment its holder dies and a stopped holder keeps it. It reaches as far as one machine and
 * one network namespace.
 */
export const socketLocks: ProcessLocks = {
  async acquire(name) {
    const address = addressOf(name);
    for (let tries = 1; ; tries++) {
      const lock = await listen(address);
      if (lock) return { lock };
      const answer = await askHolder(address);
      if (answer !== 'nobody' || tries === mostTries) return { holder: typeof answer === 'string' ? null : answer };
      await setTimeout(2 ** tries);
    }
  },
};

function addressOf(name: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, 32);
  return process.platform === 'win32' ? `\\\\.\\pipe\\artemis-${hash}` : `\0artemis-${hash}`;
}

function listen(address: string): Promise<ProcessLock | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(JSON.stringify({ pid: process.pid, host: hostname() } satisfies LockHolder));
    });
    server.unref();
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? resolve(null) : reject(error)));
    server.listen(address, () => resolve(lockOf(server)));
  });
}

const lockOf = (server: Server): ProcessLock => ({
  release: () => new Promise((resolve) => server.close(() => resolve())),
});

function askHolder(address: string): Promise<LockHolder | 'nobody' | 'silent'> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(address);
    socket.setTimeout(answerTimeoutMs, () => {
      socket.destroy();
      resolve('silent');
    });
    socket.on('data', (data) => (text += data.toString()));
    socket.on('error', () => resolve('nobody'));
    socket.on('end', () => resolve(holderOf(text)));
  });
}

function holderOf(text: string): LockHolder | 'silent' {
  try {
    return JSON.parse(text) as LockHolder;
  } catch {
    return 'silent';
  }
}
