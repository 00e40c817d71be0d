/**
 * A model dies in the middle of a run and comes back: the next one serves meanwhile, and nobody has to do anything.
 * Both models are scripted; the sockets, the client and the circuit breaker are real.
 *
 *     node examples/surviving-an-outage.ts
 */
import assert from 'node:assert/strict';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Artemis, type RunEvent } from '@artemis/core';
import { faultServer, replies, scriptedModelServer } from '@artemis/tooling-testkit';

const answer = JSON.stringify({
  approach: 'one file',
  implementation: { filename: 'answer.js', content: 'export const answer = 42;\n' },
  tests: { filename: 'answer.test.js', content: "import './answer.js';\n" },
});

const folder = await mkdtemp(join(tmpdir(), 'artemis-example-'));
await using broken = await faultServer([replies.reset(), replies.reset(), replies.reset(), replies.streamed(answer)]);
await using standby = await scriptedModelServer([answer]);

const artemis = new Artemis({
  stateDir: join(folder, '.state'),
  models: [
    { vendor: 'openai', model: 'first', baseUrl: broken.baseUrl, apiKey: 'not-a-secret' },
    { vendor: 'openai', model: 'second', baseUrl: standby.baseUrl, apiKey: 'not-a-secret' },
  ],
});
const events: RunEvent[] = [];
const result = await artemis.executeTask({ text: 'Export the answer', projectDir: folder }, { onEvent: (event) => events.push(event) });
await artemis.close();

assert.ok((broken.fired.get('reset') ?? 0) > 0, 'the outage really happened');
assert.equal(result.exitCode, 0);
const [degradation] = result.degraded;
assert.equal(degradation?.component, 'llm');
assert.equal(degradation?.fallback, 'openai/second');
console.log(`ok  outage survived: ${degradation?.from} failed (${degradation?.reason}), ${degradation?.fallback} served; scripted models`);
