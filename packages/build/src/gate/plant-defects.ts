import type { Overlay } from '../scratch/scratch.ts';
import type { GateFacts, PlantedDefect } from './gate-facts.ts';
import type { RunFacts } from './run-facts.ts';

/** What planting defects needs. */
export interface PlantingTools {
  readonly run: (overlay: Overlay, files?: readonly string[]) => Promise<RunFacts>;
  readonly hasTime: () => boolean;
  readonly mutate?: number;
}

/** Plants defects in the changed lines, one after the other, until a test notices. */
export async function plantDefects(_facts: GateFacts, _tools: PlantingTools): Promise<readonly PlantedDefect[]> {
  return [];
}
