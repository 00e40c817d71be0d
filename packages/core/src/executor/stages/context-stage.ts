import { builtInPrompt } from '../../developer/built-in-prompt.ts';
import type { ContextQuery } from '../../capability/rag.ts';
import type { CallContext } from '../../resilience/call-context.ts';
import type { ContextItem } from '../../task/context-item.ts';
import type { Run } from '../run.ts';

/** What the developer is told beside the task. */
export interface DeveloperContext {
  readonly context: readonly ContextItem[];
  /** System prompt of the developer role. */
  readonly prompt: string;
}

const timeoutMs = 30_000;
const maxTokens = 6_000;

/** Gathers what bears on the task. Nothing found is a legal answer. */
export async function contextStage(run: Run): Promise<DeveloperContext> {
  const query: ContextQuery = { text: run.task.text, projectDir: run.task.projectDir, maxTokens };
  const found = await run.stage('context', 1, timeoutMs, async (call) => {
    const [retrieved, related, prompt] = await Promise.all([
      run.call('rag', (rag, inner) => rag.retrieve(query, inner), call),
      run.call('kg', (graph, inner) => graph.related(query, inner), call),
      developerPrompt(run, call),
    ]);
    return { context: [...retrieved, ...related], prompt };
  });
  run.emit({ type: 'context.gathered', items: found.context.length, titles: found.context.map(({ title }) => title) });
  return found;
}

const developerPrompt = async (run: Run, call: CallContext): Promise<string> =>
  (await run.call('rag', (rag, inner) => rag.prompt('developer', inner), call)) ?? builtInPrompt('developer');
