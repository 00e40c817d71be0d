/** What the demo asks for. */
export const demoTask =
  'Write parseDuration in src/parse-duration.js: it turns a text such as "1h 30m 5s" into seconds and throws a RangeError for anything else. Add tests.';

/** The project before the run. */
export const demoProject: Readonly<Record<string, string>> = {
  'package.json': `${JSON.stringify({ name: 'durations', private: true, type: 'module', scripts: { test: 'node --test' } }, null, 2)}\n`,
  'README.md': '# durations\n\nThe project of an Artemis demo. It may be deleted.\n',
};

const tests = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDuration } from '../src/parse-duration.js';

test('reads a single unit', () => {
  assert.equal(parseDuration('45s'), 45);
});

test('adds up hours, minutes and seconds', () => {
  assert.equal(parseDuration('1h 30m 5s'), 5405);
});

test('refuses text that is no duration', () => {
  for (const text of ['', 'soon', '1h or so']) assert.throws(() => parseDuration(text), RangeError);
});
`;

const withoutHours = `const seconds = { h: 60, m: 60, s: 1 };

export function parseDuration(text) {
  let total = 0;
  for (const [, number, unit] of text.matchAll(/(\\d+)([hms])/g)) total += Number(number) * seconds[unit];
  return total;
}
`;

const withoutRefusal = withoutHours.replace('h: 60,', 'h: 3600,');

const complete = `const seconds = { h: 3600, m: 60, s: 1 };
const part = /(\\d+)([hms])/g;

export function parseDuration(text) {
  if (!/^\\d+[hms](?: \\d+[hms])*$/.test(text)) throw new RangeError(\`"\${text}" is no duration such as 1h 30m 5s\`);
  let total = 0;
  for (const [, number, unit] of text.matchAll(part)) total += Number(number) * seconds[unit];
  return total;
}
`;

/** What a scripted model says in one answer: the tools it calls. */
export type ScriptedAnswer = readonly { readonly tool: string; readonly input: Readonly<Record<string, string>> }[];

const answer = (summary: string, files: Readonly<Record<string, string>>): ScriptedAnswer => [
  ...Object.entries(files).map(([path, content]) => ({ tool: 'write', input: { path, content } })),
  { tool: 'finish', input: { summary } },
];

const source = 'src/parse-duration.js';

/** What the scripted models say, in order: two answers with a defect each, and one that is right. */
export const demoAnswers = {
  first: answer('Sum up all parts of the text.', { [source]: withoutHours, 'test/parse-duration.test.js': tests }),
  second: answer('Count an hour as 3600 seconds.', { [source]: withoutRefusal }),
  third: answer('Look at the whole text before adding up its parts.', { [source]: complete }),
} as const;
