import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { nodeFileSystem, sanitizeLine, systemClock, systemFetch } from '@artemis/core';
import { RagError } from './rag-error.ts';
import type { ChromaAddress, EmbeddingsEndpoint, RagOptions, RagPorts } from './rag-options.ts';

/** The options with every default filled in. */
export interface RagSettings extends Required<Pick<RagOptions, 'stateDir' | 'learning' | 'timeoutMs' | 'limits'>> {
  readonly chroma: Required<Omit<ChromaAddress, 'apiKey' | 'url'>> & { readonly url: URL; readonly apiKey: string | null };
  readonly embeddings: EmbeddingsEndpoint | null;
  readonly ports: Required<RagPorts>;
}

/**
 * Fills in the defaults. Nothing is opened.
 *
 * @throws RagError `ARTEMIS_E_RAG_OPTIONS` for an address or a folder that is none.
 */
export function ragSettings(options: RagOptions): RagSettings {
  const { chroma = {}, embeddings = null, stateDir = join(homedir(), '.local/state/artemis/rag'), ports = {} } = options;
  if (!isAbsolute(stateDir)) throw new RagError('ARTEMIS_E_RAG_OPTIONS', `"stateDir" is "${stateDir}", which is no absolute path.`);
  const url = httpUrl('chroma.url', chroma.url ?? 'http://127.0.0.1:8000');
  if (url.pathname !== '/')
    throw new RagError('ARTEMIS_E_RAG_OPTIONS', '"chroma.url" has a path; the Chroma client knows only host and port.');
  if (embeddings !== null) httpUrl('embeddings.baseUrl', embeddings.baseUrl);
  return {
    chroma: {
      url,
      apiKey: chroma.apiKey ?? null,
      tenant: chroma.tenant ?? 'default_tenant',
      database: chroma.database ?? 'default_database',
    },
    embeddings,
    stateDir,
    learning: options.learning ?? false,
    timeoutMs: options.timeoutMs ?? 1_900,
    limits: options.limits ?? {},
    ports: {
      clock: ports.clock ?? systemClock,
      fileSystem: ports.fileSystem ?? nodeFileSystem,
      fetch: ports.fetch ?? systemFetch,
      loadChroma: ports.loadChroma ?? (() => import('chromadb')),
    },
  };
}

/** Characters of an address that is none, as far as they are shown. */
const longestShown = 80;

function httpUrl(option: string, text: string): URL {
  const url = URL.parse(text);
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:')) return url;
  throw new RagError(
    'ARTEMIS_E_RAG_OPTIONS',
    `"${option}" is no http address: ${sanitizeLine(text.replace(/\/\/[^/@]*@/, '//…@'), longestShown)}`,
    { facts: { option } },
  );
}
