import type { OptionalCapability } from '@artemis/core';

/** What may be the matter with a component: it is not installed, or its dependency is. */
export const componentStates = ['absent', 'dead', 'dies', 'flaps'] as const;

/**
 * - `absent`: no plugin is loaded for it.
 * - `dead`: its dependency was never there.
 * - `dies`: its dependency answers at first, and then no more.
 * - `flaps`: its dependency fails, answers twice, fails again, and so on.
 */
export type ComponentState = (typeof componentStates)[number];

/** The optional components. */
export const componentNames = [
  'rag',
  'kg',
  'reasoning',
  'build',
  'review',
  'supervision',
  'mcp',
] as const satisfies readonly OptionalCapability[];

/** What is the matter with each of them. */
export type WorldState = Readonly<Record<(typeof componentNames)[number], ComponentState>>;

/** How many there are: 4^7. */
export const worldStates = componentStates.length ** componentNames.length;

/** The state with this number, from 0. */
export function worldState(number: number): WorldState {
  const states = componentNames.map((name, place) => [
    name,
    componentStates[Math.floor(number / componentStates.length ** place) % componentStates.length],
  ]);
  return Object.fromEntries(states) as WorldState;
}
