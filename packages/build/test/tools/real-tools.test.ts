import { existsSync } from 'node:fs';
import { missing } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import type { BaselineFacts } from '../../src/builder/baseline-facts.ts';
import type { RunFacts } from '../../src/gate/run-facts.ts';
import { buildProject, patiently, withBuilder, type Files } from '../build-project.ts';
import { toolFixtures } from './fixtures.ts';
import { lendPackage, notLendable, npmRunners } from './npm-runners.ts';

async function run(files: Files, lent: readonly string[]): Promise<RunFacts> {
  await using project = await buildProject(files);
  for (const name of lent) await lendPackage(project.dir, name);
  return await withBuilder({}, async (builder) => {
    const { facts } = await builder.baseline(project.dir, patiently());
    const [first] = (facts as BaselineFacts).gates;
    if (!first) throw new TypeError('no gate was found');
    return first.run;
  });
}

const fixtures = [
  ...toolFixtures.map((fixture) => ({ ...fixture, lent: [] })),
  ...npmRunners.map((fixture) => ({ ...fixture, lent: fixture.needs })),
];

for (const { tool, needs, needsFiles = [], files, red, broken, lent, reads = true } of fixtures) {
  const absent = needsFiles.filter((path) => !existsSync(path));
  if (absent.length > 0) process.stdout.write(`left out: ${tool}: not installed here: ${absent.join(', ')}\n`);
  if (missing(['bwrap', ...needs], tool) || notLendable(lent) || absent.length > 0) continue;

  describe(`${tool}, really run in the sandbox`, { timeout: 240_000 }, () => {
    it('says yes to a project that is green, and names its test', async () => {
      const facts = await run(files, lent);
      expect(facts, facts.output).toMatchObject({ ending: 'exited', exitCode: 0, report: reads ? 'read' : 'none' });
      if (reads) expect(facts.tests.map(({ status }) => status)).toEqual(['passed']);
    });

    it('says no to a project with a red test, and names it', async () => {
      const facts = await run({ ...files, ...red }, lent);
      expect(facts.exitCode, facts.output).not.toBe(0);
      if (reads) expect(facts.tests).toMatchObject([{ status: 'failed' }]);
      if (reads) expect(facts.tests[0]?.notLoaded).toBeUndefined();
    });

    it('says no to a project that cannot be loaded or compiled, and calls no test red for it', async () => {
      const facts = await run({ ...files, ...broken }, lent);
      expect(facts.exitCode).not.toBe(0);
      expect(facts.tests.filter((test) => !test.notLoaded)).toEqual([]);
    });
  });
}
