import type { BuildBaseline } from '@artemis/core';
import type { Gate } from '../detect/gate.ts';
import type { RunFacts } from '../gate/run-facts.ts';

/** Name under which the primary builder marks its baselines. */
export const madeBy = 'project-tool';

/** One gate as it was before the run. */
export interface GateBaseline {
  readonly gate: Gate;
  readonly run: RunFacts;
}

/** What the baseline of the primary builder holds. */
export interface BaselineFacts {
  readonly version: 1;
  readonly gates: readonly GateBaseline[];
}

/** The facts of a baseline; `null` when another builder made it, or none could be taken. */
export function readBaseline(baseline: BuildBaseline | null): BaselineFacts | null {
  if (baseline?.madeBy !== madeBy || typeof baseline.facts !== 'object' || baseline.facts === null) return null;
  const { version, gates } = baseline.facts as Partial<BaselineFacts>;
  return version === 1 && Array.isArray(gates) ? { version, gates } : null;
}
