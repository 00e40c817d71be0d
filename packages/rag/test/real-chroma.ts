import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startChroma, type ChromaServer } from '@artemis/tooling-servers';
import { chromaServerCommand } from '../src/index.ts';

/** A server with a folder of its own, which can be started again on the same port. */
export interface RealChroma extends AsyncDisposable {
  readonly url: string;
  readonly server: ChromaServer;
  /** Starts it again after it was killed, with the data it had. */
  restart(): Promise<void>;
}

export async function realChroma(): Promise<RealChroma> {
  const dir = await mkdtemp(join(tmpdir(), 'artemis-chroma-'));
  let server = await startChroma({ dir, command: chromaServerCommand });
  const { url, port } = server;
  return {
    url,
    get server() {
      return server;
    },
    restart: async () => void (server = await startChroma({ dir, command: chromaServerCommand, port })),
    async [Symbol.asyncDispose]() {
      await server.kill();
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** Whether a server can be started on this machine. */
export async function chromaStarts(): Promise<boolean> {
  try {
    await using _ = await realChroma();
    return true;
  } catch {
    return false;
  }
}
