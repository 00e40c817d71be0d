import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { RagError } from '../rag-error.ts';

/** Where the server is to run. */
export interface ChromaServerOptions {
  /** Absolute path of the folder with its data. Only one server may use it: Chroma itself does not guard it. */
  readonly dir: string;
  /** Default: 8 000. */
  readonly port?: number;
  /** Default: `127.0.0.1`. */
  readonly host?: string;
}

/** A program with its arguments. */
export interface ServerCommand {
  readonly file: string;
  readonly args: readonly string[];
}

/**
 * How the server that comes with the npm package `chromadb` is started. Nothing is started here. It is the program itself, no
 * wrapper, so that a signal reaches it; it is ready when `/api/v2/heartbeat` answers 200.
 *
 * @throws RagError `ARTEMIS_E_RAG_CLIENT` when the package is not installed.
 */
export function chromaServerCommand({ dir, port = 8_000, host = '127.0.0.1' }: ChromaServerOptions): ServerCommand {
  return { file: process.execPath, args: [serverProgram(), 'run', '--host', host, '--port', String(port), '--path', dir] };
}

function serverProgram(): string {
  try {
    // The package exports its client only; its program lies one folder above.
    const client = createRequire(import.meta.url).resolve('chromadb');
    return join(dirname(dirname(client)), 'cli.mjs');
  } catch (error) {
    throw new RagError('ARTEMIS_E_RAG_CLIENT', 'The package "chromadb", which brings the Chroma server, is not installed.', {
      cause: error,
    });
  }
}
