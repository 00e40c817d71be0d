import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { faultServer, replies, type ReceivedRequest, type Reply } from '@artemis/tooling-testkit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MinimalArtemis } from '../../src/minimal-artemis.ts';

/** Answers the task that the request names, and says which request it answers. */
const rightly: Reply = {
  name: 'rightly',
  send: (response, request) => answer(response, request),
};

/** Keeps two requests until both are there, and gives each the answer of the other. */
function crossed(): Reply {
  const kept: { readonly response: ServerResponse; readonly request: ReceivedRequest }[] = [];
  return {
    name: 'crossed',
    send(response, request) {
      kept.push({ response, request });
      const [one, other] = kept;
      if (!one || !other) return;
      answer(one.response, other.request);
      answer(other.response, one.request);
    },
  };
}

function answer(response: ServerResponse, { body, headers }: ReceivedRequest): void {
  const [name = ''] = /file-[a-z]+/.exec(body) ?? [];
  response.setHeader('x-request-id', String(headers['x-client-request-id']));
  const files = {
    approach: name,
    implementation: { filename: `${name}.js`, content: `export const name = '${name}';\n` },
    tests: { filename: `${name}.test.js`, content: `import './${name}.js';\n` },
  };
  replies.streamed(JSON.stringify(files)).send(response, { method: 'POST', path: '', headers, body });
}

describe('answers to parallel requests that are crossed', () => {
  let home: string;
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'artemis-crossed-'));
  });
  afterEach(() => rm(home, { recursive: true }));

  async function run(name: string, baseUrl: string): Promise<readonly string[]> {
    const projectDir = join(home, name);
    await mkdir(projectDir);
    const artemis = new MinimalArtemis({ projectDir, stateDir: join(home, 'state'), model: { vendor: 'openai', model: 'm', baseUrl } });
    const { run: result } = await artemis.executeTask(`write ${name}`);
    expect(result).toMatchObject({ status: 'unverified', cost: { calls: 2 } });
    return readdir(projectDir);
  }

  it('C14: are not taken where the server says which request it answers, and are asked for again', async () => {
    const crossing = crossed();
    await using server = await faultServer([crossing, crossing, rightly]);
    const [one, two] = await Promise.all(['file-one', 'file-two'].map((name) => run(name, server.baseUrl)));
    expect([one, two]).toEqual([
      ['file-one.js', 'file-one.test.js'],
      ['file-two.js', 'file-two.test.js'],
    ]);
    expect(Object.fromEntries(server.fired)).toEqual({ crossed: 2, rightly: 2 });
  });
});
