import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const source = join(import.meta.dirname, '../../src/process/grow-heap-slowly.ts');

test('a heap that grows slowly stays far smaller while waste is made', async () => {
  const [usual, slow] = await Promise.all([peakHeapMb(''), peakHeapMb('growHeapSlowly();')]);
  expect(slow).toBeLessThan(usual * 0.85);
});

/** Most heap a process has used that keeps a little and makes much waste, too old for the quick collections. */
async function peakHeapMb(first: string): Promise<number> {
  const script = `
    const { growHeapSlowly } = await import(${JSON.stringify(source)});
    ${first}
    const rows = (count) => Array.from({ length: count }, (_, at) => new Map([[at, { at }]]));
    const kept = rows(100_000);
    const passing = [];
    let peak = 0;
    for (let turn = 0; turn < 150; turn++) {
      passing.push(rows(20_000));
      if (passing.length > 15) passing.length = 0;
      // At the beginning both have to grow.
      if (turn > 50) peak = Math.max(peak, process.memoryUsage().heapUsed);
    }
    console.log(kept.length && Math.round(peak / 1_048_576));
  `;
  const { stdout } = await promisify(execFile)(process.execPath, ['--single-threaded-gc', '--input-type=module', '--eval', script]);
  return Number(stdout);
}
