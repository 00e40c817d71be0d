import { definePlugin, type Plugin } from '@artemis/core';
import { Corpora } from './corpus/corpora.ts';
import { ragComponent } from './rag-component.ts';
import type { RagOptions } from './rag-options.ts';
import { ragSettings } from './rag-settings.ts';

/**
 * The rag plugin: registers retrieval through ChromaDB, and below it a lexical index on disk. Nothing happens on import, and nothing
 * is connected before the first call.
 *
 * @throws RagError `ARTEMIS_E_RAG_OPTIONS` for an address or a folder that is none.
 */
export default function ragPlugin(options: RagOptions = {}): Plugin {
  const settings = ragSettings(options);
  let corpora: Corpora | null = null;
  return definePlugin({
    name: '@artemis/rag',
    apiVersion: 1,
    setup(host) {
      corpora = new Corpora(settings, (hits) => host.metrics.increment('artemis.rag.stale_hits', {}, hits));
      host.register('rag', ragComponent(settings, corpora, host.logger));
    },
    dispose: () => corpora?.close(),
  });
}
