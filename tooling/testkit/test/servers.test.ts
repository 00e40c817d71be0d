import { expect, it } from 'vitest';
import { faultServer, replies, scriptedModelServer } from '@artemis/tooling-testkit';

const ask = (baseUrl: string, stream: boolean): Promise<Response> =>
  fetch(`${baseUrl}/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'test-model', stream, messages: [{ role: 'user', content: 'hello' }] }),
  });

it('plays a scripted model line by line and repeats the last', async () => {
  await using server = await scriptedModelServer([
    'one',
    { toolCalls: [{ name: 'look', arguments: '{}' }] },
    ({ model }) => `I am ${model}`,
  ]);

  const answers = [];
  for (let call = 0; call < 4; call++) {
    const body = (await (await ask(server.baseUrl, false)).json()) as {
      choices: [{ finish_reason: string; message: { content: string | null } }];
    };
    answers.push(body.choices[0]);
  }

  expect(answers.map((choice) => choice.finish_reason)).toEqual(['stop', 'tool_calls', 'stop', 'stop']);
  expect(answers.map((choice) => choice.message.content)).toEqual(['one', null, 'I am test-model', 'I am test-model']);
  expect(server.requests).toHaveLength(4);
});

it('plays scripted errors with their status and Retry-After', async () => {
  await using server = await scriptedModelServer([{ status: 429, error: { message: 'busy' }, retryAfterSeconds: 2 }]);

  const response = await ask(server.baseUrl, true);

  expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
});

it('sends each fault in its turn and counts it', async () => {
  await using server = await faultServer([
    replies.body(429, { error: { message: 'slow down' } }, { 'retry-after': '2' }),
    replies.html(),
    replies.streamed('fine'),
  ]);

  const statuses = [];
  for (let call = 0; call < 3; call++) {
    const response = await ask(server.baseUrl, true);
    statuses.push([response.status, (await response.text()).length > 0]);
  }

  expect(statuses).toEqual([
    [429, true],
    [200, true],
    [200, true],
  ]);
  expect(Object.fromEntries(server.fired)).toEqual({ 'status 429': 1, html: 1, streamed: 1 });
});

it('resets the connection in mid-stream', async () => {
  await using server = await faultServer([replies.reset(2)]);

  await expect(ask(server.baseUrl, true).then((response) => response.text())).rejects.toThrow(TypeError);
  expect(server.fired.get('reset')).toBe(1);
});

it('answers the model list beside the script', async () => {
  await using server = await faultServer([replies.hang()]);

  const response = await fetch(`${server.baseUrl}/models`);

  expect(await response.json()).toEqual({ object: 'list', data: [] });
  expect(server.requests).toHaveLength(0);
});
