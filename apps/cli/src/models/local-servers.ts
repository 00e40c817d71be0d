import { sanitizeLine } from '@artemis/core';

/** A model server that may run on this machine. */
export interface LocalServer {
  readonly name: string;
  readonly baseUrl: string;
}

/** What a look at a {@link LocalServer} has shown. */
export interface FoundServer extends LocalServer {
  readonly running: boolean;
  /** First model it lists; `null` when it lists none. */
  readonly model: string | null;
}

const probeMs = 300;

/** Programs that speak OpenAI's API on a port of their own. */
export const localServers: readonly LocalServer[] = [
  { name: 'Ollama', baseUrl: 'http://127.0.0.1:11434/v1' },
  { name: 'LM Studio', baseUrl: 'http://127.0.0.1:1234/v1' },
  { name: 'llama.cpp', baseUrl: 'http://127.0.0.1:8080/v1' },
];

/** Looks at all servers at once, for at most 300 ms. */
export const findLocalServers = (servers: readonly LocalServer[] = localServers): Promise<readonly FoundServer[]> =>
  Promise.all(servers.map(look));

async function look(server: LocalServer): Promise<FoundServer> {
  try {
    const response = await fetch(`${server.baseUrl}/models`, { signal: AbortSignal.timeout(probeMs), redirect: 'error' });
    const list = (await response.json()) as { readonly data?: readonly { readonly id?: unknown }[] } | null;
    // Anything may listen on these ports: only what answers with a list of models is one.
    if (!Array.isArray(list?.data)) return { ...server, running: false, model: null };
    const id = list.data[0]?.id;
    return { ...server, running: true, model: typeof id === 'string' && /^[\w./:@+-]{1,120}$/.test(id) ? sanitizeLine(id) : null };
  } catch {
    return { ...server, running: false, model: null };
  }
}
