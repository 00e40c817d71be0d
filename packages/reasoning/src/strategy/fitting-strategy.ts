import { taskParts } from '../rules/task-parts.ts';
import type { StrategyName } from './strategy-name.ts';

/** A strategy, and why it was chosen. */
export interface Choice {
  readonly name: StrategyName;
  readonly reason: string;
}

const [shortWords, middleWords, longWords] = [15, 60, 150];
const defect = /\b(?:bug|defect|regression|crash(?:es)?|fails?|broken|wrong(?:ly)?|fix)\b/i;

/** The strategy for a task of this size and kind, whatever it costs. */
export function fittingStrategy(taskText: string): Choice {
  const parts = taskParts(taskText).length;
  const words = taskText.split(/\s+/).length;
  const files = new Set(taskText.match(/[\w/-]+\.[a-z]{1,4}\b/gi)).size;
  if (parts >= 3) return { name: 'decompose', reason: `${parts} parts named` };
  if (words > longWords) return { name: 'several-drafts', reason: `${words} words` };
  if (words > shortWords && defect.test(taskText)) return { name: 'test-first', reason: 'a defect to mend' };
  if (words > middleWords) return { name: 'self-check', reason: `${words} words` };
  if (files >= 3) return { name: 'self-check', reason: `${files} files named` };
  return words > shortWords ? { name: 'plan-then-code', reason: `${words} words` } : { name: 'plain', reason: 'a short task' };
}
