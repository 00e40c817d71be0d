import { faultServer, replies, type FaultServer, type Reply } from '@artemis/tooling-testkit';

/** What a model is to do, by the name it is asked for. */
type Manner = 'works' | 'lies' | 'hangs';

/** Files that do the task. */
const files: Readonly<Record<string, string>> = {
  'src/add.js': 'export const add = (a, b) => a + b;\n',
  'test/add.test.js': `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add } from '../src/add.js';
test('adds', () => assert.equal(add(2, 3), 5));
`,
};

/** The part of a request that the script goes by. */
interface Asked {
  readonly model: string;
  readonly messages: readonly { readonly role: string }[];
  readonly tools?: readonly { readonly function: { readonly name: string } }[];
}

/** A server whose model `works` writes the files with whatever tool an agent has for that, `lies` says that it did, and `hangs` is silent. */
export const scriptedModel = (): Promise<FaultServer> => faultServer([byName]);

const byName: Reply = {
  name: 'scripted',
  send(response, request) {
    const asked = JSON.parse(request.body) as Asked;
    const manner = asked.model as Manner;
    if (manner === 'hangs') return;
    const tool = asked.tools?.map((one) => one.function.name).find((name) => /^write(?:_file)?$/.test(name));
    const isDone = asked.messages.some(({ role }) => role === 'tool');
    const reply =
      manner === 'lies' || tool === undefined || isDone
        ? 'Done. I have implemented everything, and all tests pass.'
        : { toolCalls: Object.entries(files).map(([path, content]) => call(tool, path, content, request.body)) };
    replies.streamed(reply).send(response, request);
  },
};

/** Each agent has another name for the path; those that want an absolute one say in their prompt where they are. */
function call(name: string, path: string, content: string, prompt: string): { readonly name: string; readonly arguments: string } {
  const folder = /working (?:in the )?directory: ([^\s\\"]+)/i.exec(prompt)?.[1];
  const absolute = folder === undefined ? path : `${folder}/${path}`;
  return {
    name,
    arguments: JSON.stringify(name === 'write_file' ? { file_path: absolute, content } : { path, filePath: absolute, content }),
  };
}
