import type { OpenCodeGraph } from '../src/index.ts';

const files = ['src/cart.ts', 'src/order.ts', 'src/greeting.ts', 'src/money/price.ts'];

/** Makes writes: each remembers a run with a decision and two changed files. */
export async function writeRuns(graph: OpenCodeGraph, count: number, first = 0): Promise<void> {
  const runs = Array.from({ length: count }, (_, nth) => first + nth);
  await Promise.all(
    runs.map((at) => {
      const changedFiles = [files[at % 4] ?? '', files[(at + 1) % 4] ?? ''];
      return graph.recordRun({ runId: `run-${at}`, task: `Task ${at}`, changedFiles, decisions: at % 3 === 0 ? ['Kept as it was.'] : [] });
    }),
  );
}
