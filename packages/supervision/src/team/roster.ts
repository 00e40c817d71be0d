import type { Worker, Workstyle } from './worker.ts';
import { atTemperature, workstyles } from './workstyles.ts';

/** Who is to work. */
export interface RosterRequest {
  /** Names of the models, best first. */
  readonly models: readonly string[];
  /** Developers of our own. */
  readonly developers: number;
  /** Command lines of other agents, by their names. They come after our own. */
  readonly wrapped: ReadonlyMap<string, Workstyle>;
}

/** Temperatures of one time through all models after the other. The first is that of the server. */
const temperatures = [undefined, 0.8, 0.4] as const;

/**
 * The developers of an attempt, as different as they can be: each time through the models the ways of working move on by one. The first
 * is the developer who would work alone.
 */
export function roster({ models, developers, wrapped }: RosterRequest): readonly Worker[] {
  const own = Array.from({ length: developers }, (_, index): Worker => {
    const round = Math.floor(index / Math.max(models.length, 1));
    const style = at(workstyles, (index % Math.max(models.length, 1)) + round);
    const temperature = at(temperatures, round);
    return {
      name: `dev-${index + 1}`,
      index,
      model: models.length === 0 ? null : at(models, index),
      style: temperature === undefined ? style : atTemperature(style, temperature),
    };
  });
  return [...own, ...[...wrapped].map(([name, style], at): Worker => ({ name, index: developers + at, model: null, style }))];
}

const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
