/** What a model says that has done its work. */
export const answerWith = (content: string, tests: string | null, filename = 'src/add.js'): string =>
  JSON.stringify({
    approach: 'add two numbers',
    implementation: { filename, content },
    ...(tests !== null && { tests: { filename: 'test/add.test.js', content: tests } }),
  });

const tests = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { add } from '../src/add.js';
test('adds', () => assert.equal(add(2, 3), 5));
`;

/** Work that passes its tests. */
export const goodAnswer = answerWith('export const add = (a, b) => a + b;\n', tests);

/** Work that does not. */
export const wrongAnswer = answerWith('export const add = (a, b) => a - b;\n', tests);

/** A project whose tests can be run. */
export const nodeProject = { 'project/package.json': '{"name":"sum","private":true,"type":"module","scripts":{"test":"node --test"}}\n' };

/** Variables that lead to a model server. */
export const modelAt = (baseUrl: string): Readonly<Record<string, string>> => ({
  OPENAI_BASE_URL: baseUrl,
  OPENAI_API_KEY: 'sk-test-0123456789abcdef',
});
