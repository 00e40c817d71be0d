/**
 * Whether the tests that notice a defect come first, on a copy of a package of this repository with its own tests:
 *
 *     node tooling/bench/seeded-defects.ts [--package core] [--defects 20] [--seed 1] [--json]
 *
 * A defect is one comparison or condition of the source turned round, chosen by the seed. The first fifth of the order runs, and the
 * rest only when nothing failed in it. What no test notices is no defect to find, and another is chosen. Build the packages first.
 */
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '@artemis/core/testing';
import { openCodeGraph, type OpenCodeGraph } from '@artemis/kg';
import { turnedRound, type Defect } from './turned-round.ts';

const { values } = parseArgs({
  options: {
    package: { type: 'string', default: 'core' },
    defects: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
  },
});
const root = join(import.meta.dirname, '../..');
const random = seededRandom(Number(values.seed));
const runTimeoutMs = 300_000;
const firstShare = 0.2;

interface Found {
  readonly defect: string;
  /** Place of the first test that failed in the order, as a share of all. */
  readonly place: number;
}

const folder = await mkdtemp(join(tmpdir(), 'artemis-defects-'));
const dir = join(folder, 'package');
try {
  await copyPackage();
  await using graph = await openCodeGraph({ projectDir: dir, useNeo4j: false });
  const defects = await allDefects(graph);
  const alwaysFailing = await failing((await graph.testsFirst([])).value);
  const found: Found[] = [];
  while (found.length < Number(values.defects)) {
    const [defect] = defects.splice(Math.floor(random.fraction() * defects.length), 1);
    if (defect === undefined) break;
    const next = await seek(graph, defect, alwaysFailing);
    if (next === null) continue;
    found.push(next);
    console.error(`${found.length}: ${next.place.toFixed(3)}  ${next.defect}`);
  }
  const first = found.filter(({ place }) => place < firstShare).length;
  const places = found.map(({ place }) => place).sort((a, b) => a - b);
  const figures = { package: values.package, seed: values.seed, defects: found.length, inFirstFifth: first, places };
  console.log(values.json ? JSON.stringify(figures) : figures);
} finally {
  await rm(folder, { recursive: true, force: true });
}

/** The sources and tests, beside what they import. */
async function copyPackage(): Promise<void> {
  const source = join(root, 'packages', values.package);
  for (const name of ['src', 'test', 'package.json']) await cp(join(source, name), join(dir, name), { recursive: true });
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await symlink(join(source, 'node_modules'), join(dir, 'node_modules'));
  const config = `import root from ${JSON.stringify(join(root, 'vitest.config.ts'))};
const own = ${JSON.stringify(`${source}/src/`)};
const alias = root.resolve.alias.map(({ find, replacement }) => ({ find, replacement: replacement.replace(own, ${JSON.stringify(`${dir}/src/`)}) }));
export default { resolve: { alias }, test: { include: ['test/**/*.test.ts'], testTimeout: 20_000, hookTimeout: 60_000 } };\n`;
  await writeFile(join(dir, 'vitest.config.ts'), config);
}

async function allDefects(graph: OpenCodeGraph): Promise<Defect[]> {
  await graph.index();
  const { nodes } = (await graph.export()).value;
  const paths = nodes.flatMap(({ kind, path }) => (kind === 'file' && path?.startsWith('src/') === true ? path : []));
  return (await Promise.all(paths.map(async (path) => turnedRound(path, await readFile(join(dir, path), 'utf8'))))).flat();
}

/** Where the first test that notices a defect stands; `null` when none does. */
async function seek(graph: OpenCodeGraph, { path, text, what }: Defect, known: ReadonlySet<string>): Promise<Found | null> {
  const file = join(dir, path);
  const before = await readFile(file, 'utf8');
  await writeFile(file, text);
  try {
    const order = (await graph.testsFirst([path])).value.filter((test) => test.endsWith('.test.ts') && !known.has(test));
    const part = Math.ceil(order.length * firstShare);
    for (const tests of [order.slice(0, part), order.slice(part)]) {
      const failed = await failing(tests);
      const place = order.findIndex((test) => failed.has(test));
      if (place >= 0) return { defect: `${path}, ${what}`, place: place / order.length };
    }
    return null;
  } finally {
    await writeFile(file, before);
  }
}

/** Test files that fail. A run that does not end tells nothing. */
async function failing(tests: readonly string[]): Promise<ReadonlySet<string>> {
  const report = join(folder, 'report.json');
  await rm(report, { force: true });
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [
    vitest,
    'run',
    '--root',
    dir,
    '--reporter=json',
    `--outputFile=${report}`,
    ...tests.filter((test) => test.endsWith('.test.ts')),
  ];
  await new Promise<void>((resolve) =>
    execFile(process.execPath, args, { cwd: dir, timeout: runTimeoutMs, killSignal: 'SIGKILL' }, () => resolve()),
  );
  const text = await readFile(report, 'utf8').catch(() => '{"testResults":[]}');
  const { testResults }: { readonly testResults: readonly { readonly name: string; readonly status: string }[] } = JSON.parse(text);
  return new Set(testResults.filter(({ status }) => status === 'failed').map(({ name }) => relative(dir, name)));
}
