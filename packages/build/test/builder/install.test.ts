import { access, chmod, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asOrdinaryUser, isRoot, missing } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import type { BuildOptions } from '@artemis/build';
import type { BuildReport } from '@artemis/core';
import type { Files } from '../build-project.ts';
import { verdictOn } from '../build-project.ts';
import { lockOf, registryDouble, type RegistryDouble } from '../registry-double.ts';
import { nodeManifest, nodeTest } from '../scenarios/scenario.ts';

const one: Files = {
  'package.json': '{"name":"one","version":"1.0.0","type":"module","main":"index.js","scripts":{"postinstall":"touch owned"}}',
  'index.js': 'export const one = 1;\n',
};
const install = 'no-scripts';
const wrong = "import { one } from 'one';\nexport const add = (a, b) => a - b * one;\n";
const fix = { 'add.js': wrong.replace('-', '+') };
const ranNothing = nodeTest('node:fs', 'existsSync', ['ran nothing', "assert.equal(existsSync('node_modules/one/owned'), false);"]);
const addsTest = nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']);

/** A project that depends on what the registry has. */
const projectWith = (registry: RegistryDouble, host?: string): Files => ({
  'package.json': nodeManifest('node --test', { dependencies: { one: '1.0.0' } }),
  'package-lock.json': lockOf(registry, ['one'], host),
  'add.js': wrong,
  'add.test.js': addsTest,
  'scripts.test.js': ranNothing,
});

describe.skipIf(missing(['bwrap', 'npm', 'tar'], 'downloads'))(
  'dependencies that are downloaded (needs bwrap and npm)',
  { timeout: 120_000 },
  () => {
    it('S14: come from the registry of the lock file, once for a run, and run no script of theirs', async () => {
      await using registry = await registryDouble({ one });
      expect(await verdictOn(projectWith(registry), fix, { install: 'no-scripts' })).toMatchObject({
        status: 'passed',
        evidence: { kind: 'fails-without-change' },
      });
      expect(registry.requests).toEqual(['/one/-/one-1.0.0.tgz']);
    });

    it('are not downloaded where the user has not allowed it', async () => {
      await using registry = await registryDouble({ one });
      expect(await verdictOn(projectWith(registry), fix)).toMatchObject({ status: 'failed' });
      expect(registry.requests).toEqual([]);
    });

    it('S28: do not include a package that only the run has named, and the report names it', async () => {
      await using registry = await registryDouble({ one });
      const invented = {
        'package.json': nodeManifest('node --test', { dependencies: { one: '1.0.0', 'left-padder': '1.0.0' } }),
        'add.js': `import 'left-padder';\n${fix['add.js']}`,
      };
      const report = await verdictOn(projectWith(registry), { ...fix, ...invented }, { install: 'no-scripts' });
      expect(report.status).toBe('failed');
      expect(report.output).toContain("Cannot find package 'left-padder'");
      expect(report.warnings?.join(' ')).toContain('left-padder');
      expect(registry.requests).toEqual(['/one/-/one-1.0.0.tgz']);
    });

    it('S29, S30: are refused when they are not what the lock file pins', async () => {
      await using registry = await registryDouble({ one });
      const project = projectWith(registry);
      registry.tamperWith('one');
      const report = await verdictOn(project, fix, { install: 'no-scripts' });
      expect(registry.requests).toContain('/one/-/one-1.0.0.tgz');
      expect(report.status).toBe('failed');
      expect(report.output).toContain("Cannot find package 'one'");
      expect(report.warnings?.join(' ')).toMatch(/could not be installed: "npm ci[^]*EINTEGRITY/);
    });

    const runtime = ['bwrap', 'npm', 'socat', 'rg'];
    it.skipIf(missing(runtime, 'downloads from single hosts'))(
      'S26: come from a host of the list, and from no other (needs sandbox-runtime)',
      async () => {
        await using registry = await registryDouble({ one });
        const host = `localhost:${registry.port}`;
        const [allowed, refused] = await verdictsOfOrdinaryUser([
          { project: projectWith(registry, 'localhost'), options: { install, installHosts: [host, `127.0.0.1:${registry.port}`] } },
          { project: projectWith(registry, 'localhost'), options: { install, installHosts: ['registry.example.org'] } },
        ]);
        expect(allowed).toMatchObject({ status: 'passed' });
        expect(refused).toMatchObject({ status: 'failed' });
        expect(registry.requests).toEqual(['/one/-/one-1.0.0.tgz']);
      },
    );

    it.skipIf(missing(runtime, 'gates in sandbox-runtime'))(
      'S25, S26: are of no need for gates in sandbox-runtime, which hold too (needs sandbox-runtime)',
      async () => {
        await using registry = await registryDouble({});
        const spy = `import { connect } from 'node:net';
import { readdirSync, writeFileSync } from 'node:fs';
const tries = [() => writeFileSync('/usr/owned', ''), () => writeFileSync('/var/tmp/../lib/owned', ''), () => console.log('homes: ' + readdirSync('/home').length)];
for (const attempt of tries) try { attempt(); } catch (error) { console.log('refused ' + error.code); }
connect(${registry.port}, '127.0.0.1').on('connect', () => console.log('connected')).on('error', (error) => console.log('refused ' + error.code));
export const add = (a, b) => a - b;
`;
        const project = { 'package.json': nodeManifest(), 'add.js': spy, 'add.test.js': addsTest };
        const tools = await mkdtemp(join(tmpdir(), 'artemis-tools-'));
        await chmod(tools, 0o755);
        for (const tool of ['prlimit', 'setpriv', 'unshare']) await symlink(`/usr/bin/${tool}`, join(tools, tool));
        const [report] = await verdictsOfOrdinaryUser([{ project, options: { searchPath: tools } }], {
          'add.js': spy.replace('a - b', 'a + b'),
        });
        await rm(tools, { recursive: true });
        expect(report).toMatchObject({ status: 'passed', evidence: { kind: 'fails-without-change' } });
        expect(report?.output?.match(/refused E\w+/g)).toEqual(['refused EROFS', 'refused ECONNREFUSED']);
        // What is hidden is an empty folder in memory: writing there reaches nothing.
        await expect(access('/var/lib/owned')).rejects.toThrow('ENOENT');
        expect(report?.output).toContain('homes: 0');
        expect(report?.output).not.toContain('connected');
        expect(report?.warnings ?? []).not.toContain('sandbox: off');
      },
    );

    it.skipIf(!isRoot)('are not downloaded at all when no sandbox can keep to the list (needs root)', async () => {
      await using registry = await registryDouble({ one });
      const hosts = { install: 'no-scripts', installHosts: [`127.0.0.1:${registry.port}`] } as const;
      await expect(verdictOn(projectWith(registry), fix, hosts)).rejects.toMatchObject({ code: 'ARTEMIS_E_SANDBOX_UNAVAILABLE' });
      expect(registry.requests).toEqual([]);
    });
  },
);

/** Verdicts on the mended project in a process of an ordinary user. */
async function verdictsOfOrdinaryUser(
  runs: readonly { readonly project: Files; readonly options: BuildOptions }[],
  change: Files = fix,
): Promise<readonly BuildReport[]> {
  const printed = await asOrdinaryUser(`${import.meta.dirname}/install-host.ts`, JSON.stringify({ runs, fix: change }));
  return JSON.parse(/^judged (.*)$/m.exec(printed)?.[1] ?? '') as BuildReport[];
}
