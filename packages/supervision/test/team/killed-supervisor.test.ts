import { seededRandom } from '@artemis/core/testing';
import { describe, expect, it } from 'vitest';
import { answer, eventsOf, model, openHouse, runTeam } from '../house.ts';
import { Killer, type Death } from './faults.ts';

const deaths: readonly Death[] = ['throws', 'freezes', 'wanders'];

async function runWith(killer: Killer) {
  await using house = await openHouse({ 'old.js': 'old\n', 'src/more.js': 'more\n', 'node_modules/one/index.js': '1\n' });
  const options = { developers: 3, treesDir: house.treesDir, userHome: house.path, searchPath: '/nowhere', ports: { fs: killer.fs } };
  const models = ['m1', 'm2', 'm3'].map((name) => model(name, () => answer('right\n')));
  const done = await runTeam({ house, models, lead: killer.plugin(options) });
  return { ...done, written: await house.read('add.js'), trees: await house.trees() };
}

describe('a supervisor that is killed', () => {
  it('at 100 random points leaves 100 verified results by a single developer', { timeout: 120_000 }, async () => {
    const untouched = new Killer(Infinity, 'throws');
    const clean = await runWith(untouched);
    expect(clean.result).toMatchObject({ status: 'succeeded', degraded: [] });
    expect(untouched.steps).toBeGreaterThan(60);

    const random = seededRandom(66);
    const points = new Set<number>();
    for (let round = 0; round < 100; round++) {
      // Its last steps take trees away, when its answer is given already; how many there are before differs a little.
      const at = 1 + Math.floor(random.fraction() * untouched.steps * 0.8);
      const death = deaths[round % deaths.length] ?? 'throws';
      const killer = new Killer(at, death);
      const { result, events, written, trees } = await runWith(killer);
      points.add(at);
      expect(killer.fired).toBe(true);
      expect(result).toMatchObject({ status: 'succeeded', verified: true, exitCode: 0 });
      expect(result.served).toContainEqual({ capability: 'supervision', by: 'one-developer', rung: 'fallback' });
      expect(result.degraded).toMatchObject([{ component: 'supervision', from: 'several-developers', fallback: 'one-developer' }]);
      expect(eventsOf(events, 'component.degraded')).toHaveLength(1);
      expect(written).toBe('right\n');
      if (death === 'wanders') expect(trees).toEqual([]);
    }
    expect(points.size).toBeGreaterThan(40);
  });
});
