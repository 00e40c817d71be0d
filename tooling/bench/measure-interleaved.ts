import { compileFunction } from 'node:vm';

/** Something that is measured. */
export interface MeasuredLoop {
  readonly name: string;
  /** Does the thing `times` times. */
  run(times: number): Promise<void> | void;
}

/** A loop that calls `once`, compiled for it alone, so that no case spoils the machine code of another. */
export const loopOf = (once: () => Promise<unknown>): MeasuredLoop['run'] => compileLoop('await once();', once);

/** The same for calls that are refused. */
export const refusedLoopOf = (once: () => Promise<unknown>): MeasuredLoop['run'] => compileLoop('try { await once(); } catch {}', once);

function compileLoop(body: string, once: () => Promise<unknown>): MeasuredLoop['run'] {
  const source = `return async (times) => { for (let time = 0; time < times; time++) { ${body} } };`;
  return (compileFunction(source, ['once']) as (run: () => Promise<unknown>) => MeasuredLoop['run'])(once);
}

/** A loop over batches of 1 000 calls that are all under way at once. */
export function inFlightLoopOf(once: () => Promise<unknown>): MeasuredLoop['run'] {
  return async (times) => {
    for (let batch = 0; batch < times / 1_000; batch++) await Promise.all(Array.from({ length: 1_000 }, once));
  };
}

/** What one case costs. */
export interface LoopCost {
  readonly name: string;
  /** Nanoseconds each, in the quickest quarter of all rounds: what else runs on the machine only ever adds. */
  readonly nanoseconds: number;
  /** Times as much as the first case. */
  readonly ratio: number;
}

/** Runs all loops in turn, round after round, so that a machine that changes its speed changes it for all. The first is what the others are compared with. */
export async function measureInterleaved(
  loops: readonly [MeasuredLoop, ...MeasuredLoop[]],
  rounds: number,
  times: number,
): Promise<LoopCost[]> {
  const costs = loops.map((): number[] => []);
  // The first rounds only warm the machine code up.
  const warmUps = Math.ceil(rounds / 5);
  for (let round = -warmUps; round < rounds; round++) {
    for (const [index, loop] of loops.entries()) {
      const nanoseconds = await measureOnce(loop, times);
      if (round >= 0) costs[index]?.push(nanoseconds);
    }
  }
  const base = firstQuartile(costs[0] ?? []);
  return loops.map(({ name }, index) => {
    const nanoseconds = firstQuartile(costs[index] ?? []);
    return { name, nanoseconds, ratio: nanoseconds / base };
  });
}

function firstQuartile(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 4)] ?? Number.NaN;
}

async function measureOnce(loop: MeasuredLoop, times: number): Promise<number> {
  const start = process.hrtime.bigint();
  await loop.run(times);
  return Number(process.hrtime.bigint() - start) / times;
}
