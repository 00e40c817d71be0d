import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { callsMade, expectGoodEnd, newHome } from './killed-home.ts';
import { neededCalls } from './three-stage-run.ts';

const script = join(import.meta.dirname, 'hog-run.ts');

it('R04: a run that used up the heap of V8 is gone on with, and no answered call is repeated', { timeout: 120_000 }, async () => {
  const home = await newHome();
  const { signal, stderr } = await new Promise<{ readonly signal: string | null; readonly stderr: string }>((resolve) => {
    execFile(process.execPath, ['--max-old-space-size=64', script, home], (error, _, said) =>
      resolve({ signal: error?.signal ?? null, stderr: said }),
    );
  });
  expect(signal).toBe('SIGABRT');
  expect(stderr).toContain('heap out of memory');
  expect(await callsMade(home)).toBe(neededCalls);

  await expectGoodEnd(home, neededCalls, 'out of memory');
  await rm(home, { recursive: true });
});
