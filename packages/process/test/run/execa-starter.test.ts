import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { survivors } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { fullLimits, systemProcesses, type Command, type RunningProcess } from '@artemis/process';

const never = new AbortController().signal;

const script = (source: string): Command => ({
  file: process.execPath,
  args: ['--input-type=module', '-e', source],
  cwd: '/',
  env: { PATH: '/usr/bin:/bin' },
});

const start = (source: string, signal: AbortSignal = never): Promise<RunningProcess> =>
  systemProcesses().starter.start(script(source), fullLimits(), signal);

/** A server over standard streams that leaves a daemon behind, in a session of its own and without a parent. */
const server = (seconds: string): string => `
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
spawn('setsid', ['sh', '-c', '(setsid sleep ${seconds} &)'], { detached: true, stdio: 'inherit' }).unref();
for await (const line of createInterface({ input: process.stdin })) console.log('heard ' + line);
`;

const noneLeft = (word: string): Promise<void> => expect.poll(() => survivors(word), { timeout: 5_000 }).toEqual([]);

describe('a process that stays', () => {
  it('is spoken to over its standard streams, and ends when it is stopped', async () => {
    const running = await start(server('982.01'));
    const lines = createInterface({ input: running.stdout });
    running.stdin.write('hello\n');
    expect(await once(lines, 'line')).toEqual(['heard hello']);
    await running.stop();
    expect(await running.exited).toEqual({ ending: 'exited', exitCode: 0 });
    await running.stop();
    await noneLeft('982.01');
  });

  it('is ended when it does not end by itself in time', async () => {
    const running = await start('process.stdin.resume(); setInterval(() => {}, 1000);');
    await running.stop(50);
    expect(await running.exited).toMatchObject({ ending: 'signalled' });
  });

  it('keeps the two ends of what it says on standard error', async () => {
    const running = await start(`process.stderr.write('first' + 'x'.repeat(500_000) + 'last');`);
    expect(await running.exited).toEqual({ ending: 'exited', exitCode: 0 });
    expect(running.stderr()).toMatch(/^first[^]*left out[^]*last$/);
    expect(running.stderr().length).toBeLessThan(100 * 1024);
  });

  it('ends with the signal it was started under', async () => {
    const controller = new AbortController();
    const running = await start(server('982.02'), controller.signal);
    controller.abort(new Error('cancelled'));
    expect(await running.exited).toMatchObject({ ending: 'signalled' });
    await noneLeft('982.02');
    await expect(start('', controller.signal)).rejects.toThrow('cancelled');
  });

  it('is not started when its program is none', async () => {
    const absent = { ...script(''), file: '/nonexistent/program' };
    await expect(systemProcesses().starter.start(absent, fullLimits(), never)).rejects.toMatchObject({ code: 'ARTEMIS_E_PROCESS_START' });
  });
});
