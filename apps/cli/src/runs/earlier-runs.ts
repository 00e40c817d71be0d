import type { RunStore } from '@artemis/core';
import type { EarlierRun } from '@artemis/reasoning';

/** How the runs of this user went that a gate has judged. What was never judged says nothing about its plan. */
export async function earlierRuns(store: Pick<RunStore, 'list'>): Promise<readonly EarlierRun[]> {
  const runs = await store.list();
  return runs.flatMap(({ task, result }) => {
    const isJudged = result?.status === 'succeeded' || (result?.status === 'failed' && !result.error);
    if (!task || !isJudged || !result.plan) return [];
    return [{ taskText: task.text, strategy: result.plan.strategy, succeeded: result.status === 'succeeded' }];
  });
}
