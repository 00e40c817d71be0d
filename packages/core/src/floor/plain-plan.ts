import type { Planner } from '../capability/reasoning.ts';

const maxTitleChars = 120;

/** The task itself as the only step. */
export const plainPlan: Planner = {
  plan: async ({ task }) => ({ strategy: 'plain', steps: [{ title: titleOf(task.text) }] }),
};

function titleOf(text: string): string {
  const line = text.trim().split('\n', 1)[0] ?? '';
  return line.length > maxTitleChars ? `${line.slice(0, maxTitleChars - 1)}…` : line;
}
