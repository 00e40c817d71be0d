import { seededRandom } from '@artemis/core/testing';
import { expect, it } from 'vitest';
import { worldState, worldStates } from './component-state.ts';
import { objections } from './objections.ts';
import { World } from './world.ts';

/** All of them take a quarter of an hour: every commit tries some, the nightly run every one. */
const wanted = Math.min(Number(process.env['ARTEMIS_STATES'] ?? 60), worldStates);
const seed = Number(process.env['ARTEMIS_SEED'] ?? 1);
/** States that are tried in one test. */
const atOnce = 256;

/** Numbers of states: those in which the same is the matter with every component, and others by chance; or every one. */
function numbers(): readonly number[] {
  if (wanted === worldStates) return Array.from({ length: worldStates }, (_, number) => number);
  const random = seededRandom(seed);
  const alike = [0, 1, 2, 3].map((state) => (state * (worldStates - 1)) / 3);
  return [...alike, ...Array.from({ length: Math.max(wanted - alike.length, 0) }, () => Math.floor(random.fraction() * worldStates))];
}

const all = numbers();
const portions = Array.from({ length: Math.ceil(all.length / atOnce) }, (_, index) => ({
  from: index * atOnce,
  some: all.slice(index * atOnce, (index + 1) * atOnce),
}));

it.each(portions)(
  `P10: each of the seven components absent, dead, dying or flapping: every run ends well and says who served (from $from of ${all.length})`,
  async ({ some }) => {
    await using world = await World.open();
    const wrong: string[] = [];
    for (const number of some) {
      const state = worldState(number);
      wrong.push(...objections(state, await world.run(state)).map((objection) => `${number} ${JSON.stringify(state)}: ${objection}`));
    }
    expect(wrong, `seed ${seed}`).toEqual([]);
  },
  atOnce * 2_000 + 60_000,
);

it('objects to a run that ended badly, hid what failed, or called succeeded what no gate had seen', async () => {
  await using world = await World.open();
  const state = worldState((worldStates - 1) / 3);
  const run = await world.run(state);
  const altered = (result: Partial<typeof run.result>): readonly string[] =>
    objections(state, { ...run, result: { ...run.result, ...result } });
  expect(objections(state, run)).toEqual([]);
  expect(altered({ exitCode: 70 })).toHaveLength(1);
  expect(altered({ status: 'succeeded' })).toHaveLength(1);
  expect(altered({ degraded: [] })).toHaveLength(7);
  expect(objections(state, { ...run, failures: {} })).toHaveLength(7);
  expect(objections(state, { ...run, events: run.events.slice(1) })).not.toEqual([]);
});
