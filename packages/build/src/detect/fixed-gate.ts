import type { Gate, GateStep } from './gate.ts';
import type { Folder } from './project-tree.ts';

/** A gate that is the same for every project of a tool. */
export const fixedGate =
  (tool: string, ...steps: readonly GateStep[]) =>
  ({ dir }: Folder): Gate => ({ tool, dir, steps, doubts: [] });
