import { expect, it } from 'vitest';
import { simulate, type Tally } from './simulate.ts';

const schedules = Number(process.env['ARTEMIS_SCHEDULES'] ?? 100_000);
const firstSeed = Number(process.env['ARTEMIS_SEED'] ?? 1);

/** Seeds that once broke a promise. They are run first, for ever. */
const foundSeeds: readonly number[] = [];

it(`keeps its promises on ${schedules} schedules of faults, from seed ${firstSeed}`, { timeout: schedules * 10 }, async () => {
  const tally: Tally = { calls: 0, degraded: 0, hangs: 0, aborts: 0, crashes: 0, refusals: 0 };
  for (const seed of foundSeeds) await simulate(seed, tally);
  for (let seed = firstSeed; seed < firstSeed + schedules; seed++) await simulate(seed, tally);
  console.log(`simulated ${schedules} schedules from seed ${firstSeed}: ${JSON.stringify(tally)}`);
  expect(Object.values(tally).every((count) => count > schedules / 20)).toBe(true);
});
