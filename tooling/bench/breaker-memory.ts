import { CircuitBreaker } from '@artemis/core';
import * as cockatiel from 'cockatiel';
import { call } from './guarded-calls.ts';

const instances = 20_000;
const manyCalls = 1_000_000;

/** Bytes one breaker takes after its first call, and bytes kept after a million calls through one. */
export interface MemoryCost {
  readonly library: string;
  readonly bytesPerInstance: number;
  readonly bytesKept: number;
}

/** What can be made and called. */
interface Maker {
  readonly library: string;
  make(): { execute(call: () => Promise<number>): Promise<number> };
}

const makers: readonly Maker[] = [
  { library: 'artemis', make: () => new CircuitBreaker('memory') },
  {
    library: 'cockatiel',
    make: () => cockatiel.circuitBreaker(cockatiel.handleAll, { halfOpenAfter: 1_000, breaker: new cockatiel.ConsecutiveBreaker(5) }),
  },
];

/** Needs `node --expose-gc`; `undefined` without it. opossum is left out: its timers alone would distort the figure. */
export async function measureMemory(): Promise<readonly MemoryCost[] | undefined> {
  const collect = globalThis.gc;
  if (collect === undefined) return undefined;
  const costs: MemoryCost[] = [];
  for (const maker of makers) costs.push({ library: maker.library, ...(await measureOne(maker, collect)) });
  return costs;
}

async function measureOne(maker: Maker, collect: () => void): Promise<Omit<MemoryCost, 'library'>> {
  const kept = Array.from({ length: instances }, (): ReturnType<Maker['make']> | null => null);
  const emptyBytes = heapBytes(collect);
  for (let index = 0; index < instances; index++) {
    const breaker = maker.make();
    await breaker.execute(call);
    kept[index] = breaker;
  }
  const bytesPerInstance = (heapBytes(collect) - emptyBytes) / kept.length;
  const breaker = maker.make();
  for (let times = 0; times < manyCalls / 10; times++) await breaker.execute(call);
  const beforeBytes = heapBytes(collect);
  for (let times = 0; times < manyCalls; times++) await breaker.execute(call);
  return { bytesPerInstance, bytesKept: Math.max(heapBytes(collect) - beforeBytes, 0) };
}

function heapBytes(collect: () => void): number {
  for (let times = 0; times < 4; times++) collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}
