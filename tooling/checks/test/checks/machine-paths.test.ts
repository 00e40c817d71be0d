import { expect, it } from 'vitest';
import { machinePaths } from '../../src/checks/machine-paths.ts';
import { objections } from '../objections.ts';

// Put together here, so that this file does not hold what it looks for.
const home = ['', 'home', 'ada', 'project'].join('/');
const registry = ['https:/', 'registry.example.org', 'zod'].join('/');

it.each([
  `see ${home}/a.ts`,
  ['', 'Users', 'ada', 'a.ts'].join('/'),
  ['C:', 'Users', 'ada'].join('\\'),
  ['', 'root', '.npmrc'].join('/'),
  ['', 'somewhere', 'repository', 'packages'].join('/'),
  `tarball: ${registry}`,
  ['registry', 'https://a.example'].join('='),
])('refuses %s', async (text) => {
  expect(await objections(machinePaths, { 'docs/a.md': `first\n${text}` })).toEqual(['docs/a.md:2']);
});

it('allows relative paths, other hosts and binary files', async () => {
  const texts = {
    'docs/a.md':
      'const registry = open(); src/home/ada/a.ts and ~/root/x and https://example.org/registry and /somewhere/repository-of-things',
    'logo.png': `\0${home}/`,
  };
  expect(await objections(machinePaths, texts)).toEqual([]);
});
