import { describe, expect, it } from 'vitest';
import { agentDeveloper } from '../../src/developer/agent-developer.ts';
import { calls, failing, finish, lastResults, passing, stage, type Line, type Stage } from './agent-stage.ts';

/** A shop of 40 areas with 30 modules each; six of them, far apart, use the function that the task renames. */
function repository(): Record<string, string> {
  const files: Record<string, string> = {
    'package.json': '{"name":"shop","type":"module"}\n',
    'AGENTS.md': 'Prices are in cents.\n',
    'src/money/format.js': 'export function formatPrice(cents) {\n  return (cents / 100).toFixed(2);\n}\n',
  };
  for (let area = 0; area < 40; area++) {
    for (let part = 0; part < 30; part++) {
      const isUser = area % 7 === 3 && part === 11;
      const path = `src/area${area}/part${part}.js`;
      files[path] = isUser
        ? `import { formatPrice } from '../money/format.js';\r\n\r\nexport function show(item) {\r\n\treturn item.name + ' ' + formatPrice(item.cents);\r\n}\r\n`
        : `// Part ${part} of area ${area}.\nexport const part${part} = (value) => value + ${area * part};\n`;
    }
  }
  return files;
}

const users = [3, 10, 17, 24, 31, 38].map((area) => `src/area${area}/part11.js`);

/** The gate of this project: nobody uses the old name, everybody imports what exists. */
function gate(files: ReadonlyMap<string, string>) {
  const wrong = [...files].filter(([, text]) => text.includes('formatPrice')).map(([path]) => `${path}: formatPrice is not defined`);
  const lacking = [...files].filter(
    ([path, text]) => path !== 'src/money/format.js' && text.includes('formatMoney') && !text.includes('import { formatMoney }'),
  );
  const untested = files.has('test/format.test.js') ? [] : ['no tests found'];
  const problems = [...wrong, ...lacking.map(([path]) => `${path}: formatMoney is not imported`), ...untested];
  return problems.length > 0 ? failing(problems.join('\n')) : passing;
}

/** Twenty answers as models give them: exact and sloppy edits, a wrong path, a failing gate in between. */
const script: readonly Line[] = [
  calls(['list', {}], ['list', { folder: 'src/money' }]),
  calls(['search', { text: 'formatPrice' }]),
  calls(['read', { path: 'src/money/format.js' }], ...users.slice(0, 3).map((path) => ['read', { path }] as const)),
  calls([
    'edit',
    { path: 'src/money/format.js', old: 'export function formatPrice(cents) {', new: 'export function formatMoney(cents) {' },
  ]),
  calls([
    'edit',
    { path: users[0], old: "import { formatPrice } from '../money/format.js';", new: "import { formatMoney } from '../money/format.js';" },
  ]),
  calls([
    'edit',
    {
      path: users[0],
      old: "    return item.name + ' ' + formatPrice(item.cents);\n",
      new: "    return item.name + ' ' + formatMoney(item.cents);\n",
    },
  ]),
  calls(['edit', { path: users[1], old: 'formatPrice', new: 'formatMoney' }]),
  calls(['edit', { path: users[1], old: 'formatPrice', new: 'formatMoney', all: true }]),
  calls(
    ['edit', { path: users[2], old: 'formatPrice', new: 'formatMoney', all: true }],
    ['edit', { path: users[3], old: 'formatPrice', new: 'formatMoney', all: true }],
  ),
  calls(['read', { path: 'src/area31/part12.js' }]),
  calls(['read', { path: `/project/${users[4]}` }]),
  calls([
    'edit',
    {
      path: `./${users[4]}`,
      old: "4 |\treturn item.name + ' ' + formatPrice(item.cents);",
      new: "4 |\treturn item.name + ' ' + formatMoney(item.cents);",
    },
  ]),
  calls(['run_gate', {}]),
  calls(['edit', { path: users[4], old: '{ formatPrice }', new: '{ formatMoney }' }]),
  calls(['read', { path: 'src/area38/part99.js' }]),
  calls(['edit', { path: users[5], old: 'formatPrice', new: 'formatMoney', all: true }]),
  calls(['run_gate', {}]),
  calls(['write', { path: 'test/format.test.js', content: "import { formatMoney } from '../src/money/format.js';\n" }]),
  calls(['search', { text: 'formatPrice' }], ['run_gate', {}]),
  finish('Renamed formatPrice to formatMoney everywhere and added a test.'),
];

const scene = (): Stage => {
  const files = repository();
  const made: Stage = stage(script, files, {
    task: { text: 'Rename formatPrice to formatMoney everywhere.', projectDir: '/project' },
    gate: () => gate(made.project.files),
  });
  return made;
};

describe('a task of 20 steps in a repository of 1 200 files', () => {
  it('works through the loop', async () => {
    const { request, call, project, requests } = scene();
    expect(project.files.size).toBeGreaterThanOrEqual(1_000);
    const patch = await agentDeveloper.develop(request, call);
    expect(requests).toHaveLength(20);
    expect(patch.changes.map(({ path }) => path).toSorted()).toEqual(['src/money/format.js', 'test/format.test.js', ...users].toSorted());
    expect(gate(project.files).status).toBe('passed');
  });

  it('keeps the line endings and tabs of the files it edits', async () => {
    const { request, call } = scene();
    const { changes } = await agentDeveloper.develop(request, call);
    const edited = changes.flatMap((change) => (change.kind === 'write' && users.includes(change.path) ? [change.content] : []));
    expect(edited).toEqual(
      users.map(
        () =>
          `import { formatMoney } from '../money/format.js';\r\n\r\nexport function show(item) {\r\n\treturn item.name + ' ' + formatMoney(item.cents);\r\n}\r\n`,
      ),
    );
  });

  it('shows what it did by the gate: red, red for another reason, green', async () => {
    const made = scene();
    await agentDeveloper.develop(made.request, made.call);
    const gates = made.events.flatMap((event) => (event.type === 'tool.completed' && event.tool === 'run_gate' ? [event.ok] : []));
    expect(gates).toEqual([false, false, true]);
    expect(lastResults(made)[1]).toContain('passed');
  });

  it('begins with a request of at most 6 kB', async () => {
    const made = scene();
    await agentDeveloper.develop(made.request, made.call);
    expect(JSON.stringify(made.requests[0]).length).toBeLessThanOrEqual(6_000);
  });
});
