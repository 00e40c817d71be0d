import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { ArtemisOptions } from '../../src/artemis-options.ts';
import type { DevelopRequest } from '../../src/capability/supervision.ts';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { journalFileName } from '../../src/journal/journal.ts';
import { nodeFileSystem } from '../../src/ports/node-file-system.ts';
import type { FileSystem } from '../../src/ports/file-system.ts';
import type { ReviewReport } from '../../src/task/review-report.ts';
import { scriptedLlm, scriptedVendor, type ScriptedLlm } from '../../src/testing/scripted-llm.ts';
import { makeHome, work, type Home } from './asking.ts';
import { builder, green, plug, red } from './with-components.ts';

describe('the end of a run', () => {
  let home: Home;
  let artemis: Artemis;
  let events: StampedEvent[];

  beforeEach(async () => {
    home = await makeHome();
    events = [];
  });
  afterEach(async () => {
    await artemis.close();
    await home[Symbol.asyncDispose]();
  });

  async function start(llm: ScriptedLlm, options: Partial<ArtemisOptions> = {}): Promise<void> {
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home.path, 'state'), ...options });
    await artemis.loadPlugin(scriptedVendor(llm));
  }
  const run = (text = 'add two numbers', limits = {}): ReturnType<Artemis['executeTask']> =>
    artemis.executeTask({ text, projectDir: home.projectDir, limits }, { onEvent: (event) => events.push(event) });
  const journalOf = (runId: string): Promise<string> => readFile(join(home.path, 'state', 'runs', runId, journalFileName), 'utf8');

  it('K19: a run that has ended is not done again: its result is given back, and nothing is written or asked', async () => {
    const llm = scriptedLlm(work());
    await start(llm);
    await plug(artemis, { build: builder(green) });
    const ended = await run();
    const journal = await journalOf(ended.runId);
    const asked = llm.requests.length;
    await writeFile(join(home.projectDir, 'add.js'), 'mine now\n');

    expect(await artemis.resume(ended.runId, { onEvent: (event) => events.push(event) })).toEqual(ended);
    expect([await journalOf(ended.runId), llm.requests.length]).toEqual([journal, asked]);
    expect(await readFile(join(home.projectDir, 'add.js'), 'utf8')).toBe('mine now\n');
  });

  it('K19: a run whose gate said no goes on only with other limits', async () => {
    const llm = scriptedLlm(work('bug\n'), work('mended\n'));
    await start(llm);
    await plug(artemis, { build: builder(red('red'), green) });
    const ended = await run('add', { maxAttempts: 1 });
    expect(ended).toMatchObject({ status: 'failed', exitCode: 1 });
    expect(await artemis.resume(ended.runId)).toEqual(ended);
    expect(await artemis.resume(ended.runId, { limits: { maxAttempts: 2 } })).toMatchObject({ status: 'succeeded' });
  });

  it('K09: a disk that fills up during the run ends it with a result, and code 74', async () => {
    let full = false;
    const fileSystem: FileSystem = {
      ...nodeFileSystem,
      open: async (...args) => {
        const file = await nodeFileSystem.open(...args);
        if (String(args[0]).endsWith(journalFileName))
          file.appendFile = (
            (write) => (data: string) =>
              full ? Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' })) : write(data)
          )(file.appendFile.bind(file));
        return file;
      },
    };
    await start(
      scriptedLlm(() => ((full = true), work())),
      { fileSystem },
    );
    expect(await run()).toMatchObject({ status: 'failed', exitCode: 74, error: { code: 'ARTEMIS_E_STATE' } });
  });

  it('X19: a developer that was given up can no longer ask, write or speak', async () => {
    let late: DevelopRequest | undefined;
    const llm = scriptedLlm(work());
    await start(llm);
    await plug(artemis, {
      supervision: { name: 'slow', timeoutMs: 50, create: () => ({ develop: (request) => new Promise(() => void (late = request)) }) },
    });
    const result = await run();
    expect(result.degraded).toMatchObject([{ component: 'supervision', from: 'slow' }]);
    const before = { asked: llm.requests.length, events: events.length, files: await readdir(home.projectDir) };
    const call = { signal: new AbortController().signal, remainingMs: () => Infinity };
    await expect(
      late?.check({ approach: '', changes: [{ kind: 'write', path: 'late.js', content: 'late\n' }] }, call),
    ).rejects.toMatchObject({
      code: 'ARTEMIS_E_DEADLINE',
    });
    await expect(late?.ask({ messages: [{ role: 'user', content: 'late' }] }, call)).rejects.toMatchObject({ code: 'ARTEMIS_E_DEADLINE' });
    late?.report({ type: 'warning.raised', message: 'late' });
    expect({ asked: llm.requests.length, events: events.length, files: await readdir(home.projectDir) }).toEqual(before);
  });

  it('X19: a developer that failed by itself can no longer write while the next one works', async () => {
    const call = { signal: new AbortController().signal, remainingMs: () => Infinity };
    let late: Promise<unknown> | undefined;
    let request: DevelopRequest | undefined;
    await start(
      scriptedLlm(() => {
        late = request
          ?.check({ approach: '', changes: [{ kind: 'write', path: 'late.js', content: 'late\n' }] }, call)
          .catch((error: unknown) => error);
        return work();
      }),
    );
    await plug(artemis, {
      supervision: {
        develop: async (given) => {
          request = given;
          throw new Error('gone');
        },
      },
    });
    const result = await run();
    expect(await late).toMatchObject({ name: 'AbortError' });
    expect(result.files.map(({ path }) => path)).toEqual(['add.js', 'add.test.js']);
  });

  it('X19: a planner that was given up can no longer ask', async () => {
    const llm = scriptedLlm(work());
    let ask: DevelopRequest['ask'] | undefined;
    await start(llm);
    await plug(artemis, {
      reasoning: {
        plan: async (given) => {
          ask = given.ask;
          throw new Error('gone');
        },
      },
    });
    await run();
    const asked = llm.requests.length;
    const call = { signal: new AbortController().signal, remainingMs: () => Infinity };
    await expect(ask?.({ messages: [] }, call)).rejects.toMatchObject({ name: 'AbortError' });
    expect([llm.requests.length, events.at(-1)?.type]).toEqual([asked, 'run.completed']);
  });

  it('an event that cannot be written leaves no gap, in the numbers or in the journal', async () => {
    await start(scriptedLlm(work()));
    await plug(artemis, {
      supervision: {
        develop: async ({ report }) => {
          report({ type: 'warning.raised', message: 1n as unknown as string });
          return { approach: 'x', changes: [{ kind: 'write', path: 'add.js', content: 'x\n' }] };
        },
      },
    });
    const result = await run();
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, index) => index + 1));
    const stored = await Array.fromAsync(artemis.runs.events(result.runId));
    expect(stored.map(({ seq }) => seq)).toEqual(events.map(({ seq }) => seq));
  });

  it('carries no review of an earlier attempt', async () => {
    const wanting: ReviewReport = {
      status: 'changes-requested',
      summary: 'no',
      findings: [{ path: 'add.js', line: 1, severity: 'blocking', message: 'bad' }],
    };
    await start(scriptedLlm(work('one\n'), work('two\n')));
    await plug(artemis, { build: builder(green, red('red')), review: { review: async () => wanting } });
    const result = await run('add', { maxAttempts: 2 });
    expect(result).toMatchObject({ status: 'failed', exitCode: 1 });
    expect(result.review).toBeUndefined();
  });

  it('K17: a task with a secret in it keeps the secret to itself, and can be resumed and undone', async () => {
    const secret = `ghp_${'a1B2'.repeat(9)}`;
    await start(scriptedLlm(work('bug\n'), new Error('down'), work('mended\n')));
    await plug(artemis, { build: builder(red('red'), green) });
    const deferred = await run(`use the token ${secret} to add`, { patienceMs: 0 });
    expect(deferred.exitCode).toBe(75);
    expect(await journalOf(deferred.runId)).not.toContain(secret);
    const resumed = await artemis.resume(deferred.runId);
    expect(resumed).toMatchObject({ status: 'succeeded' });
    expect(resumed.warnings.join()).toContain('[redacted]');
    expect((await artemis.undo(deferred.runId)).restored).toContain('add.js');
  });

  it('a listener that rejects harms nobody', async () => {
    await start(scriptedLlm(work()));
    const unhandled: unknown[] = [];
    const note = (reason: unknown): void => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    const rejecting = (): unknown => Promise.reject(new Error('listener'));
    artemis.events.subscribe(rejecting);
    await artemis.executeTask({ text: 'x', projectDir: home.projectDir }, { onEvent: rejecting });
    artemis.events.emit({ type: 'warning.raised', message: 'to the listener of components' });
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(unhandled).toEqual([]);
  });

  it('is a refusal before it begins when the project is gone, and leaves no run behind', async () => {
    await start(scriptedLlm(work()));
    await rm(home.projectDir, { recursive: true });
    await expect(run()).rejects.toMatchObject({ code: 'ARTEMIS_E_WORKSPACE_ROOT' });
    expect(await readdir(join(home.path, 'state', 'runs')).catch(() => [])).toEqual([]);
    await mkdir(home.projectDir);
  });

  it('P02: refuses a task that cannot work before anything is made', async () => {
    await start(scriptedLlm(work()));
    await expect(artemis.executeTask({ text: ' ', projectDir: home.projectDir })).rejects.toMatchObject({
      code: 'ARTEMIS_E_INVALID_OPTION',
    });
    expect(await readdir(join(home.path, 'state')).catch(() => [])).toEqual([]);
  });
});
