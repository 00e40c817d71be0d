import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import type { PlainReporterOptions } from './tooling/report/src/plain-reporter.ts';

const root = import.meta.dirname;

/** Tests read the sources of every workspace package, so that an edit needs no build first. */
const sources = ['packages', 'tooling'].flatMap((group) =>
  readdirSync(`${root}/${group}`)
    .filter((name) => existsSync(`${root}/${group}/${name}/src/index.ts`))
    .map((name) => ({ name: group === 'tooling' ? `@artemis/tooling-${name}` : `@artemis/${name}`, src: `${root}/${group}/${name}/src` })),
);

/** In CI: plain lines, the counts as JSON for `.ci/run`, and a test that is skipped without being listed fails the run. */
const ci = {
  includeTaskLocation: true,
  reporters: [
    ['./tooling/report/src/plain-reporter.ts', { allowedSkips: 'tooling/report/allowed-skips.txt', summary: '.vitest/summary.json' }],
  ] satisfies [string, PlainReporterOptions][],
};

export default defineConfig({
  resolve: {
    alias: sources.flatMap(({ name, src }) => [
      { find: new RegExp(`^${name}$`), replacement: `${src}/index.ts` },
      { find: new RegExp(`^${name}/testing$`), replacement: `${src}/testing/index.ts` },
    ]),
  },
  test: {
    include: ['packages/*/test/**/*.test.ts', 'apps/*/test/**/*.test.ts', 'tooling/*/test/**/*.test.ts', 'examples/test/**/*.test.ts'],
    // Many tests wait for processes and sockets: two share even a single core well.
    maxWorkers: Math.max(2, availableParallelism()),
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...(process.env['CI'] ? ci : {}),
  },
});
