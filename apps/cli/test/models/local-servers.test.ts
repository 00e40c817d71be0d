import { faultServer, replies } from '@artemis/tooling-testkit';
import { expect, it } from 'vitest';
import { findLocalServers } from '../../src/models/local-servers.ts';

it('tells a running model server from nothing, from something else, and from silence, with the model it has', async () => {
  await using models = await faultServer([replies.hang()], {
    models: replies.body(200, { object: 'list', data: [{ id: 'llama3.2:3b' }] }),
  });
  await using other = await faultServer([replies.hang()], { models: replies.html() });
  await using silent = await faultServer([replies.hang()], { models: replies.hang() });
  await using hostile = await faultServer([replies.hang()], { models: replies.body(200, { data: [{ id: '$(rm -rf ~)' }] }) });
  const gone = await faultServer([replies.hang()]);
  await gone.stop();
  const servers = [models, other, silent, hostile, gone].map(({ baseUrl }) => ({ name: 'x', baseUrl }));

  const found = await findLocalServers(servers);

  expect(found.map(({ running, model }) => [running, model])).toEqual([
    [true, 'llama3.2:3b'],
    [false, null],
    [false, null],
    [true, null],
    [false, null],
  ]);
  expect(silent.fired.size).toBe(1);
});
