import type { CallContext, ContextQuery, ContextRetriever } from '@artemis/core';
import type { Corpora } from '../corpus/corpora.ts';
import { composeItems } from '../compose-items.ts';
import type { RetrievedItem } from '../retrieved-item.ts';

const candidates = 60;

/** The fallback: words alone, from the index on disk. It needs neither network nor vectors. */
export class LexicalRetriever implements ContextRetriever {
  readonly remember: ContextRetriever['remember'];
  readonly #corpora: Corpora;

  constructor(corpora: Corpora) {
    this.#corpora = corpora;
    this.remember = corpora.learner;
  }

  async retrieve({ text, projectDir, maxTokens }: ContextQuery, call: CallContext): Promise<readonly RetrievedItem[]> {
    const corpus = this.#corpora.of(projectDir);
    await corpus.refreshFor(call);
    const notes = corpus.complete ? [] : ['index incomplete'];
    const ranking = await corpus.search(text, candidates);
    return composeItems({ corpus, ranking, maxTokens, foundBy: () => 'words', notes });
  }

  /** Prompts are in the store that is gone: core's built-in ones serve. */
  prompt(): Promise<null> {
    return Promise.resolve(null);
  }
}
