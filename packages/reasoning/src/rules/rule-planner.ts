import type { Planner } from '@artemis/core';
import { planByRules } from './plan-by-rules.ts';

/** Plans without a model. */
export const rulePlanner: Planner = { plan: async ({ task }) => planByRules(task.text) };
