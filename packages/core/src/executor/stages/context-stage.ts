import { builtInPrompt } from '../../developer/built-in-prompt.ts';
import type { ContextQuery, ContextRetriever } from '../../capability/rag.ts';
import type { CallContext } from '../../resilience/call-context.ts';
import type { ContextItem } from '../../task/context-item.ts';
import { expectShape } from '../expect-shape.ts';
import type { Run } from '../run.ts';
import { shareRoom } from '../share-room.ts';

/** What the developer is told beside the task. */
export interface DeveloperContext {
  readonly context: readonly ContextItem[];
  /** System prompt of the developer role. */
  readonly prompt: string;
}

const timeoutMs = 30_000;
const maxTokens = 6_000;
const charsPerToken = 4;

/** Gathers what bears on the task. Nothing found is a legal answer. */
export async function contextStage(run: Run): Promise<DeveloperContext> {
  const query: ContextQuery = { text: run.task.text, projectDir: run.task.projectDir, maxTokens };
  const found = await run.stage('context', 1, timeoutMs, async (call) => {
    const [{ retrieved, prompt }, related] = await Promise.all([
      run.call('rag', (rag, inner) => askRetriever(rag, query, inner), call),
      run.call('kg', async (graph, inner) => expectShape('items', await graph.related(query, inner)), call),
    ]);
    return { context: shareRoom([retrieved, related], maxTokens * charsPerToken), prompt: prompt ?? builtInPrompt('developer') };
  });
  run.emit({ type: 'context.gathered', items: found.context.length, titles: found.context.map(({ title }) => title) });
  return found;
}

/** Both questions are one call: a store that is on trial after an outage is asked by one call, and both answers are from one hand. */
async function askRetriever(rag: ContextRetriever, query: ContextQuery, call: CallContext) {
  const [items, prompt] = await Promise.all([rag.retrieve(query, call), rag.prompt('developer', call)]);
  return { retrieved: expectShape('items', items), prompt: expectShape('prompt', prompt) };
}
