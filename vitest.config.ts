import { existsSync, readdirSync } from 'node:fs';
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
  // Nobody else needs the machine. The default leaves a core free: on two, that is one file at a time.
  maxWorkers: '100%',
  // A shared machine may starve a real process once. What then passes is named in the log; what fails twice is broken.
  retry: 1,
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
    testTimeout: 30_000,
    hookTimeout: 60_000,
    ...(process.env['CI'] ? ci : {}),
  },
});
