import type { Floors } from '../component/component-registry.ts';
import { singleDeveloper } from '../developer/single-developer.ts';
import { noContext } from './no-context.ts';
import { noGraph } from './no-graph.ts';
import { noTools } from './no-tools.ts';
import { notBuilt } from './not-built.ts';
import { plainPlan } from './plain-plan.ts';
import { unreviewed } from './unreviewed.ts';

/** Core's own answer for every capability that a run can do without. */
export const floors: Floors = {
  rag: { name: 'built-in-prompts', instance: noContext },
  kg: { name: 'no-graph', instance: noGraph },
  reasoning: { name: 'plain-plan', instance: plainPlan },
  supervision: { name: 'single-developer', instance: singleDeveloper },
  build: { name: 'not-built', instance: notBuilt },
  review: { name: 'unreviewed', instance: unreviewed },
  mcp: { name: 'built-in-tools', instance: noTools },
};
