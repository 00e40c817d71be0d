import { appendFileSync } from 'node:fs';
import { definePlugin, Artemis, nodeFileSystem, type FileSystem, type Llm, type RunResult } from '@artemis/core';

/** What the run writes in the end, whoever kills it on the way. */
export const finalFiles: Readonly<Record<string, string>> = {
  'src/add.js': 'export const add = (a, b) => a + b; // mended\n',
  'test/add.test.js': 'import "../src/add.js";\n',
};
/** Model calls of a run that nobody kills. */
export const neededCalls = 3;

const answers: readonly { readonly when: string; readonly content: string }[] = [
  { when: 'mended, still red', content: work(finalFiles['src/add.js'] ?? '') },
  { when: 'plain red', content: work('export const add = (a, b) => a - b; // half mended\n') },
  { when: '', content: work('export const add = () => 0;\n') },
];

function work(content: string): string {
  return JSON.stringify({
    approach: 'add',
    implementation: { filename: 'src/add.js', content },
    tests: { filename: 'test/add.test.js', content: finalFiles['test/add.test.js'] },
  });
}

/** A run of three attempts. Its model and its gate answer by what they are shown, not by how often they were asked. */
export function threeStageArtemis(home: string, fileSystem: FileSystem = nodeFileSystem): Artemis {
  const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: `${home}/state`, fileSystem });
  const llm: Llm = {
    model: 'scripted',
    async complete({ messages }) {
      const question = messages.map(({ content }) => content).join('\n');
      appendFileSync(`${home}/calls.log`, 'call\n');
      const content = answers.find(({ when }) => question.includes(when))?.content ?? '';
      return { content, toolCalls: [], finishReason: 'stop', usage: { inputTokens: 1, outputTokens: 1 }, model: 'scripted' };
    },
  };
  void artemis.loadPlugin(
    definePlugin({
      name: 'artemis-plugin-three-stages',
      apiVersion: 1,
      setup(host) {
        host.registerModelVendor('scripted', () => ({ name: 'scripted', create: () => llm }));
        host.register('build', {
          primary: {
            name: 'scripted-gate',
            create: () => ({
              baseline: async () => ({ madeBy: 'scripted-gate', facts: null }),
              verify: async ({ changes }) => gate(changes.find(({ path }) => path === 'src/add.js')?.after ?? ''),
            }),
          },
          fallback: { name: 'none', create: () => Promise.reject(new Error('not needed')) },
        });
      },
    }),
  );
  return artemis;
}

function gate(text: string): Awaited<ReturnType<import('@artemis/core').Builder['verify']>> {
  const evidence = { kind: 'fails-without-change', detail: 'scripted' } as const;
  if (text.includes('// mended')) return { status: 'passed', summary: 'green', evidence, durationMs: 0 };
  const summary = text.includes('half') ? 'mended, still red' : 'plain red';
  return { status: 'failed', summary, output: summary, evidence: { kind: 'none', detail: '' }, durationMs: 0 };
}

/** Begins the run, or goes on with the one that is there. */
export async function startOrResume(artemis: Artemis, home: string): Promise<RunResult> {
  const [stored] = await artemis.runs.list();
  return stored ? artemis.resume(stored.runId) : artemis.executeTask({ text: 'add two numbers', projectDir: `${home}/project` });
}
