// Started by real-disk.test.ts in a process of its own, some of the time in a mount namespace of its own. Prints one JSON document.
import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ArtemisError } from '../../src/errors/artemis-error.ts';
import { writeFileAtomic } from '../../src/workspace/disk/atomic-file.ts';
import { Workspace } from '../../src/workspace/workspace.ts';
import { patchOf } from './patch-of.ts';

const [scenario = '', base = ''] = process.argv.slice(2);
const root = join(base, 'project');
const stateDir = join(base, 'run');

/** Everything below a folder as `path → size`, so that a big file does not fill the pipe. */
const sizesBelow = (folder: string): Record<string, number> =>
  Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .map((name) => [name, lstatSync(join(folder, name))] as const)
      .filter(([, found]) => found.isFile())
      .map(([name, { size }]) => [name, size]),
  );

const outcomeOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof ArtemisError ? { code: error.code, facts: error.facts } : String(error)),
  );

const mountMemory = (at: string, size: string): void => {
  mkdirSync(at, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', at]);
};
const apply = async (): Promise<unknown> => {
  const big = 'x'.repeat(20_000);
  return (await Workspace.open({ root, stateDir })).apply(patchOf({ a: big, 'new/b': big, 'new/c': big }));
};

const scenarios: Record<string, () => Promise<unknown>> = {
  async 'full-project-disk'() {
    mountMemory(root, '64k');
    writeFileSync(join(root, 'a'), 'old'.repeat(5_000));
    const first = await outcomeOf(apply());
    const afterwards = { sizes: sizesBelow(root), names: readdirSync(root) };
    execFileSync('mount', ['-o', 'remount,size=1m', root]);
    return { first, afterwards, second: await outcomeOf(apply()), sizes: sizesBelow(root) };
  },
  async 'full-state-disk'() {
    mountMemory(base, '8k');
    await writeFileAtomic(join(base, 'state'), 'old good');
    return {
      outcome: await outcomeOf(writeFileAtomic(join(base, 'state'), 'y'.repeat(6_000))),
      names: readdirSync(base),
      text: readFileSync(join(base, 'state'), 'utf8'),
    };
  },
  async 'read-only-disk'() {
    mountMemory(root, '1m');
    writeFileSync(join(root, 'a'), 'old');
    execFileSync('mount', ['-o', 'remount,ro', root]);
    return { outcome: await outcomeOf(apply()), sizes: sizesBelow(root) };
  },
  async 'two-disks'() {
    mountMemory(root, '1m');
    mountMemory(join(root, 'new'), '1m');
    writeFileSync(join(root, 'a'), 'old');
    return { outcome: await outcomeOf(apply()), sizes: sizesBelow(root) };
  },
  async 'no-permission'() {
    mkdirSync(join(root, 'new'), { recursive: true });
    writeFileSync(join(root, 'a'), 'old');
    if (process.getuid?.() === 0) {
      for (const path of [join(base, '..'), base, root, join(root, 'new'), join(root, 'a')]) chownSync(path, 65_534, 65_534);
      process.setgroups?.([]);
      process.setegid?.(65_534);
      process.seteuid?.(65_534);
    }
    chmodSync(join(root, 'new'), 0o555);
    const outcome = await outcomeOf(apply());
    return { outcome, sizes: sizesBelow(root) };
  },
  async plain() {
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, 'a'), 'old');
    return { outcome: await outcomeOf(apply()), sizes: sizesBelow(root) };
  },
};

process.stdout.write(JSON.stringify(await scenarios[scenario]?.()));
