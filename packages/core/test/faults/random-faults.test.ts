import { faultServer, replies, type Reply } from '@artemis/tooling-testkit';
import { expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import type { Random } from '../../src/ports/random.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';
import { filesIn, makeHome } from '../executor/asking.ts';
import { fastClock } from './fast-clock.ts';
import { brokenArguments, neededCalls, rightFiles, working } from './working-model.ts';

const runs = 100;
/**
 * "No fault costs more than 1.2 of the needed calls when it is random at 30 %" is read as: in three of ten runs a fault strikes, at
 * any of its requests. Where every single request fails with that chance, 1 / (1 - 0.3) = 1.43 of the needed ones is what nobody
 * can go below who does not know beforehand which will fail; there it is shown that a fault costs nothing beyond that.
 */
const faultRatio = 0.3;

/** Faults that pass by themselves. Silence is left out: it would take the test minutes and costs a request like the others. */
const faults: readonly Reply[] = [
  replies.body(500, ''),
  replies.body(503, ''),
  replies.body(529, ''),
  replies.body(429, '', { 'retry-after': '1' }),
  replies.reset(0),
  replies.reset(1),
  replies.hangUp(),
  replies.cutStream(1),
  replies.brokenChunk(),
  replies.emptyBody(),
  replies.html(),
  replies.streamed({ content: '' }),
  replies.errorInStream({ message: 'overloaded', type: 'server_error' }),
  replies.repeatForEver('I will now write the file. '),
  brokenArguments,
];

/** What a number of runs have cost, in requests. */
interface Bill {
  readonly requests: number;
  readonly fired: number;
  readonly needed: number;
}

/** Runs a task many times, each with its own server that fails where `isFault` says so. */
async function bill(random: Random, isFault: (request: number) => boolean): Promise<Bill> {
  let fired = 0;
  let requests = 0;
  const ask = async (): Promise<void> => {
    await using home = await makeHome();
    let request = 0;
    const reply: Reply = {
      name: 'random',
      send(response, received) {
        const fault = isFault(request++) ? faults[Math.floor(random.fraction() * faults.length)] : undefined;
        if (fault) fired++;
        (fault ?? working).send(response, received);
      },
    };
    await using server = await faultServer([reply]);
    const models = [{ vendor: 'openai', model: 'm', baseUrl: server.baseUrl }];
    const artemis = new Artemis({
      models,
      stateDir: home.stateDir,
      clock: fastClock(50),
      random,
      callLimits: { firstByteMs: 500_000, idleMs: 500_000 },
    });
    const { exitCode } = await artemis.executeTask({ text: 'add two numbers', projectDir: home.projectDir });
    await artemis.close();
    expect([exitCode, await filesIn(home)]).toEqual([0, rightFiles]);
    requests += server.requests.length;
  };
  for (let run = 0; run < runs; run++) await ask();
  console.log(
    `${requests} requests where ${runs * neededCalls} are needed (${(requests / runs / neededCalls).toFixed(2)}), ${fired} faults`,
  );
  return { requests, fired, needed: runs * neededCalls };
}

it('L23: with 30 % of all requests failing at random, each fault costs the one request that replaces it and no more', async () => {
  const random = seededRandom(2);
  const { requests, fired, needed } = await bill(random, () => random.fraction() < faultRatio);
  expect(fired).toBeGreaterThan(needed * faultRatio);
  expect(requests).toBe(needed + fired);
}, 120_000);

it('L23: with a fault in 30 % of all runs, they cost at most 1.2 of the calls they need', async () => {
  const random = seededRandom(5);
  let place = -1;
  const { requests, fired, needed } = await bill(random, (request) => {
    if (request === 0) place = random.fraction() < faultRatio ? Math.floor(random.fraction() * neededCalls) : -1;
    return request === place;
  });
  expect(fired).toBeGreaterThan(runs * faultRatio * 0.6);
  expect(requests / needed).toBeLessThanOrEqual(1.2);
}, 120_000);
