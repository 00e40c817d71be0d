import type { GraphAnswer, OpenCodeGraph } from '@artemis/kg';

/** How long answers took, in milliseconds. */
export interface Latency {
  readonly p50: number;
  readonly p95: number;
}

/** A kind of question to a graph; the nth of its questions. */
export interface GraphQuestion {
  readonly name: string;
  readonly ask: (graph: OpenCodeGraph, nth: number) => Promise<GraphAnswer<unknown>>;
}

/** Questions of every kind about files from all over a project. */
export function graphQuestions(paths: readonly string[]): readonly GraphQuestion[] {
  const path = (nth: number): string => paths[(nth * 7919) % paths.length] ?? '';
  return [
    { name: 'repository map', ask: (graph, nth) => graph.map(`Make ${path(nth).split('/').slice(-2).join(' ')} faster`) },
    { name: 'affected', ask: (graph, nth) => graph.affected(path(nth)) },
    { name: 'tests first', ask: (graph, nth) => graph.testsFirst([path(nth)]) },
    { name: 'shortest path', ask: (graph, nth) => graph.path(path(nth), path(nth + 1)) },
  ];
}

/** Asks each kind so many times. Throws when another graph answers than the one that is measured. */
export async function latenciesOf(
  graph: OpenCodeGraph,
  questions: readonly GraphQuestion[],
  times: number,
  servedBy: 'neo4j' | 'in-memory',
): Promise<Readonly<Record<string, Latency>>> {
  const found: Record<string, Latency> = {};
  for (const { name, ask } of questions) {
    const taken: number[] = [];
    for (let nth = 0; nth < times; nth++) {
      const beginMs = performance.now();
      const answer = await ask(graph, nth);
      taken.push(performance.now() - beginMs);
      if (answer.servedBy !== servedBy) throw new Error(`${answer.servedBy} answered: ${answer.degradedBecause ?? ''}`);
    }
    found[name] = latencyOf(taken);
  }
  return found;
}

function latencyOf(times: readonly number[]): Latency {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number): number => Number((sorted[Math.floor(sorted.length * share)] ?? Number.NaN).toFixed(1));
  return { p50: at(0.5), p95: at(0.95) };
}
