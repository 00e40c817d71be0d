import type { ReasoningOptions } from '@artemis/reasoning';
import type { Invocation } from '../invocation.ts';
import { earlierRuns } from '../runs/earlier-runs.ts';
import { openRunStore } from '../runs/stored-runs.ts';

/** What bears on how tasks are planned. */
export interface ReasoningWishes {
  /** Whether somebody wants plans by a model. */
  readonly isAsked: boolean;
  /** Whether earlier runs may be learnt from. */
  readonly learns: boolean;
}

/** Options of reasoning. The plain plan costs nothing; a model is asked only where somebody wants that. */
export const reasoningOptions = (
  { options, folders }: Invocation,
  configured: ReasoningOptions,
  { isAsked, learns }: ReasoningWishes,
): ReasoningOptions => ({
  ...configured,
  strategy: options.run.strategy ?? configured.strategy ?? (isAsked ? 'auto' : 'plain'),
  ...(learns && { earlierRuns: () => earlierRuns(openRunStore(folders)) }),
});
