import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pass } from 'node:timers/promises';
import { faultServer } from '@artemis/tooling-testkit';
import { expect, it } from 'vitest';
import type { RunResult } from '../../src/task/run-result.ts';
import { neededCalls, working } from '../faults/working-model.ts';
import { newHome } from './killed-home.ts';

const script = join(import.meta.dirname, 'run-or-resume.ts');
const timeoutMs = 2_000;

it(
  'R12: a process that got no processor for longer than its run may take ends it, calls it no success, and loses nothing',
  { timeout: 60_000 },
  async () => {
    const home = await newHome();
    await using server = await faultServer([working]);
    const work = (limitMs: number): { readonly child: ReturnType<typeof spawn>; readonly result: Promise<RunResult> } => {
      const child = spawn(process.execPath, [script, home, server.baseUrl, String(limitMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
      return { child, result: text(child.stdout).then((said) => JSON.parse(said) as RunResult) };
    };

    const stopped = work(timeoutMs);
    await server.received(1);
    stopped.child.kill('SIGSTOP');
    // Only that it is longer than the run may take matters.
    await pass(timeoutMs + 200);
    stopped.child.kill('SIGCONT');
    const [late] = await Promise.all([stopped.result, once(stopped.child, 'exit')]);
    expect(late).toMatchObject({ status: 'failed', verified: false, exitCode: 4, error: { code: 'ARTEMIS_E_DEADLINE' } });

    const result = await work(60_000).result;
    expect(result).toMatchObject({ status: 'unverified', files: [{ path: 'add.js' }, { path: 'add.test.js' }] });
    // The answer that came while nobody could take it may have been lost with the time that was up.
    expect(server.requests.length).toBeLessThanOrEqual(neededCalls + 1);
    await rm(home, { recursive: true });
  },
);
