import { readdirSync, existsSync } from 'node:fs';
import { defineConfig } from 'vitest/config';

const root = import.meta.dirname;

/** Tests read the sources of every workspace package, so that an edit needs no build first. */
const sources = ['packages', 'tooling'].flatMap((group) =>
  readdirSync(`${root}/${group}`)
    .filter((name) => existsSync(`${root}/${group}/${name}/src/index.ts`))
    .map((name) => ({ name: group === 'tooling' ? `@artemis/tooling-${name}` : `@artemis/${name}`, src: `${root}/${group}/${name}/src` })),
);

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
  },
});
