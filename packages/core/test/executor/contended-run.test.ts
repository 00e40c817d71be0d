import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import { makeHome, type Home } from './asking.ts';
import type { Told } from './contending-process.ts';

const script = join(import.meta.dirname, 'contending-process.ts');
const runs = 20;
const roundsOfOne = 50;

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A run that stopped because its model could not be reached. */
async function stoppedRun({ stateDir, projectDir }: Home): Promise<string> {
  const artemis = new Artemis({ models: [{ vendor: 'openai', model: 'm', baseUrl: 'http://127.0.0.1:9/v1' }], stateDir });
  const { runId, exitCode } = await artemis.executeTask({ text: 'add', projectDir, limits: { patienceMs: 0 } });
  await artemis.close();
  expect(exitCode).toBe(69);
  return runId;
}

const toldBy = async (child: ChildProcess): Promise<Told> => ((await once(child, 'message')) as [Told])[0];

/** Has both resume a run at once, and the one that got it stop. @returns Who got it. */
async function contend(runId: string, first: ChildProcess, second: ChildProcess): Promise<ChildProcess> {
  const answers = [toldBy(first), toldBy(second)];
  for (const child of [first, second]) child.send({ resume: runId });
  const told = await Promise.all(answers);
  const [winner, holder, refused] = told[0]?.kind === 'holds' ? [first, ...told] : [second, ...told.toReversed()];
  expect(holder).toMatchObject({ kind: 'holds', pid: winner.pid, host: hostname() });
  expect(refused).toEqual({
    kind: 'refused',
    exitCode: 75,
    code: 'ARTEMIS_E_RUN_HELD',
    facts: { pid: winner.pid, host: hostname() },
  });
  const ended = toldBy(winner);
  winner.send('stop');
  expect(await ended).toEqual({ kind: 'stopped', status: 'cancelled' });
  return winner;
}

it('K06: of two processes that resume one run, a thousand times, one goes on and the other ends with 75, pid and host', async () => {
  await using home = await makeHome();
  const [one, other] = [fork(script, [home.stateDir]), fork(script, [home.stateDir])];
  children.push(one, other);
  const winners: ChildProcess[] = [];
  for (let run = 0; run < runs; run++) {
    const runId = await stoppedRun(home);
    // Whoever is told first has the better chance, so they take turns.
    for (let round = 0; round < roundsOfOne; round++)
      winners.push(await (round % 2 === 0 ? contend(runId, one, other) : contend(runId, other, one)));
  }
  expect(winners).toHaveLength(1_000);
  expect(new Set(winners)).toEqual(new Set([one, other]));
}, 240_000);
