import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { canaries, faultServer, replies } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { goodAnswer, modelAt, nodeProject } from '../support/answers.ts';
import { artemis } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

/** A secret of no known format; only the name of its variable tells. */
const known = 'p"ss\\w/rd +ü{}';
/** Every way in which it is written somewhere. */
const forms: readonly string[] = [
  known,
  JSON.stringify(known).slice(1, -1),
  JSON.stringify(JSON.stringify(known)).slice(3, -3),
  encodeURIComponent(known),
  Buffer.from(known).toString('base64'),
  Buffer.from(known).toString('base64url'),
];
const everySecret = [...canaries.map(({ secret }) => secret), ...forms].join('\n');
const hidden = [...canaries.map((canary) => canary.hidden), ...forms];

/** Everything that is kept below a folder, by name. */
async function kept(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  return Object.fromEntries(
    await Promise.all(
      entries.map(
        async ({ parentPath, name }) => [join(parentPath, name), (await readFile(join(parentPath, name))).toString('latin1')] as const,
      ),
    ),
  );
}

/** Names of the sinks that hold a secret, with what they hold. */
const leaks = (sinks: Readonly<Record<string, string>>): readonly string[] =>
  Object.entries(sinks).flatMap(([name, text]) =>
    hidden
      .filter((secret) => text.includes(secret) || text.includes(Buffer.from(secret).toString('latin1')))
      .map((secret) => `${name}: ${secret}`),
  );

const asAnswer = (approach: string): string => JSON.stringify({ ...(JSON.parse(goodAnswer) as object), approach });

it('O05: no sink holds a secret that a task, a model or an error brings, of ninety formats and of none', async () => {
  const refusal = replies.body(500, { error: { message: everySecret } }, {}, 'secrets in an error');
  const answer = { ...replies.streamed(asAnswer(everySecret), 7), name: 'secrets in an answer, split over chunks' };
  await using model = await faultServer([refusal, answer, refusal, answer]);
  await home.write({ ...nodeProject, 'summary.md': '' });
  const env = {
    ...modelAt(model.baseUrl),
    MY_SERVICE_TOKEN: known,
    GITHUB_ACTIONS: 'true',
    GITHUB_STEP_SUMMARY: join(home.folder, 'summary.md'),
  };
  const task = `add two numbers with ${everySecret}`;

  const json = await artemis(home, ['run', task, '--json', '-v', '--cache', 'always'], { env });
  const plain = await artemis(home, ['run', task, '-v'], { env });
  const runId = json.events[0]?.run_id ?? '';
  const told = await Promise.all(
    [
      ['runs'],
      ['runs', '--json'],
      ['runs', 'show', runId],
      ['runs', 'show', runId, '--json'],
      ['runs', 'explain', runId],
      ['runs', 'explain', runId, '--json'],
      ['runs', 'verify', runId],
      ['metrics', runId, '--json'],
      ['resume', runId],
      ['health', '--json'],
      ['run', everySecret, '--profile', everySecret],
    ].map(async (args) => [args.slice(0, 2).join(' '), await artemis(home, args, { env })] as const),
  );

  expect([model.fired.get(refusal.name), model.fired.get(answer.name)]).toEqual([2, 2]);
  expect(json.stdout).toContain('add two numbers with');
  const printed = [['run --json', json] as const, ['run', plain] as const, ...told];
  const sinks = {
    ...Object.fromEntries(
      printed.flatMap(([name, { stdout, stderr }], at) => [
        [`${at} ${name} >`, stdout],
        [`${at} ${name} 2>`, stderr],
      ]),
    ),
    ...(await kept(home.state)),
    ...(await kept(join(home.folder, 'cache'))),
    'summary of the step': await readFile(join(home.folder, 'summary.md'), 'utf8'),
  };
  expect(Object.keys(sinks).filter((name) => name.endsWith('journal.jsonl'))).toHaveLength(2);
  expect(Object.values(sinks).filter((text) => text.includes('[redacted]')).length).toBeGreaterThan(6);
  // The test itself can see them.
  expect(leaks({ control: everySecret })).toHaveLength(hidden.length);
  expect(leaks(sinks)).toEqual([]);
});
