import { expect, it } from 'vitest';
import { silentPackages } from '../../src/checks/silent-packages.ts';
import { json, objections } from '../objections.ts';

const rag = (text: string) => ({ 'packages/rag/package.json': json({}), 'packages/rag/src/a.ts': text });

it.each(['console.log("x")', 'process.exit(1)', 'process.stdout.write("x")', 'process.argv[2]', 'process.exitCode = 1'])(
  'refuses %s in a package',
  async (text) => {
    expect(await objections(silentPackages, rag(`export const a = () => ${text};`))).toEqual(['packages/rag/src/a.ts:1']);
  },
);

it('allows what only reads about the process, and everything in apps', async () => {
  const texts = {
    ...rag('export const a = process.platform;'),
    'apps/cli/package.json': json({}),
    'apps/cli/src/bin.ts': 'console.log(process.argv); process.exit(0);',
  };
  expect(await objections(silentPackages, texts)).toEqual([]);
});
