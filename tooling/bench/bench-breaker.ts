/**
 * What the breaker costs, as ratios to a bare async call, beside cockatiel and opossum, all in turn in one process:
 *
 *     node --expose-gc tooling/bench/bench-breaker.ts [--json] [--rounds 40]
 *
 * Build the core first. Memory is measured only with `--expose-gc`.
 */
import { parseArgs } from 'node:util';
import { measureMemory } from './breaker-memory.ts';
import { artemisCalls, call, cockatielCalls, opossumCalls, waitingCall, type GuardedCalls } from './guarded-calls.ts';
import { inFlightLoopOf, loopOf, measureInterleaved, refusedLoopOf, type LoopCost, type MeasuredLoop } from './measure-interleaved.ts';
import { metricLoops } from './metric-loops.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '40' } } });
const rounds = Number(values.rounds);
/** Enough that the collector runs within each measurement. */
const callsPerRound = 20_000;

const guarded = [await artemisCalls(), await cockatielCalls(), opossumCalls()];
const calls = await measureInterleaved([{ name: 'bare call', run: loopOf(call) }, ...guarded.flatMap(callLoops)], rounds, callsPerRound);
const inFlight = await measureInterleaved(
  [{ name: '1000 bare calls in flight', run: inFlightLoopOf(waitingCall) }, ...guarded.map(inFlightLoop)],
  rounds,
  callsPerRound,
);
for (const each of guarded) each.dispose();
const [, ...metrics] = await measureInterleaved([{ name: 'empty loop', run: emptyLoop }, ...metricLoops()], rounds, 100_000);
const memory = await measureMemory();

if (values.json) console.log(JSON.stringify({ node: process.version, rounds, calls, inFlight, metrics, memory }));
else print();

function callLoops({ library, closed, refused, fallback, all }: GuardedCalls): MeasuredLoop[] {
  return [
    { name: `${library}: closed`, run: loopOf(closed) },
    { name: `${library}: refused`, run: refusedLoopOf(refused) },
    { name: `${library}: refused, with fallback`, run: loopOf(fallback) },
    { name: `${library}: timeout, breaker, fallback`, run: loopOf(all) },
  ];
}

function inFlightLoop({ library, inFlight: once }: GuardedCalls): MeasuredLoop {
  return { name: `${library}: 1000 in flight`, run: inFlightLoopOf(once) };
}

function emptyLoop(times: number): void {
  for (let time = 0; time < times; time++);
}

function print(): void {
  const row = ({ name, nanoseconds, ratio }: LoopCost) =>
    [name, { ns: Number(nanoseconds.toFixed(1)), ratio: Number(ratio.toFixed(2)) }] as const;
  console.table(Object.fromEntries([...calls, ...inFlight].map(row)));
  console.table(Object.fromEntries(metrics.map(({ name, nanoseconds }) => [name, { ns: Number(nanoseconds.toFixed(2)) }])));
  if (memory === undefined) console.log('memory: run with --expose-gc');
  else console.table(memory);
}
