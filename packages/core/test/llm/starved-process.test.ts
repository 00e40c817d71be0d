import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as pass } from 'node:timers/promises';
import { faultServer, replies, type Reply } from '@artemis/tooling-testkit';
import { expect, it } from 'vitest';

const script = join(import.meta.dirname, 'ask-under-limits.ts');
const limitMs = 300;

const chunk = (delta: object, finish: string | null = null): string =>
  `data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

/** Sends the first part of an answer, and the rest when it is told to. */
function inTwoParts(first: string, rest: string): Reply & { readonly sendRest: () => Promise<void> } {
  let begun: ServerResponse | undefined;
  return {
    name: 'in two parts',
    send(response) {
      begun = response;
      if (first === '') return;
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(first);
    },
    async sendRest() {
      if (first === '') begun?.writeHead(200, { 'content-type': 'text/event-stream' });
      begun?.end(rest);
      await pass(20);
    },
  };
}

const whole = `${chunk({ role: 'assistant', content: 'here I am' })}${chunk({}, 'stop')}data: [DONE]\n\n`;

it.each([
  ['before the first byte', '', whole],
  [
    'in the middle of the answer',
    chunk({ role: 'assistant', content: 'here ' }),
    `${chunk({ content: 'I am' })}${chunk({}, 'stop')}data: [DONE]\n\n`,
  ],
])('R12: a process that got no processor %s does not take its own absence for the silence of the model', async (_, first, rest) => {
  const reply = inTwoParts(first, rest);
  await using server = await faultServer([reply]);
  const child = spawn(process.execPath, [script, server.baseUrl, String(limitMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const said = text(child.stdout);
  await server.received(1);
  child.kill('SIGSTOP');
  await reply.sendRest();
  // Nothing hangs on how long exactly: it only has to be longer than the limit.
  await pass(limitMs * 2);
  child.kill('SIGCONT');
  await once(child, 'exit');
  expect([(await said).trim(), server.fired.get('in two parts')]).toEqual(['here I am', 1]);
});

it('R12: a model that is silent while the process has a processor is still given up', async () => {
  await using server = await faultServer([replies.hang()]);
  const child = spawn(process.execPath, [script, server.baseUrl, String(limitMs)], { stdio: ['ignore', 'pipe', 'inherit'] });
  expect((await text(child.stdout)).trim()).toBe('ARTEMIS_E_MODEL_TIMEOUT');
});
