import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { checks, toolChecks } from '../src/checks.ts';

const listed = (folder: string): string[] =>
  readdirSync(join(import.meta.dirname, folder)).map((file) => file.replace(/(\.test)?\.ts$/, ''));

it('runs every check there is a file for, and each has its own test', () => {
  const names = checks.map(({ name }) => name).toSorted();
  expect(names).toEqual(listed('../src/checks').toSorted());
  expect(names).toEqual(listed('checks').toSorted());
});

it('has one name for each', () => {
  const names = [...checks, ...toolChecks].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});

it('names every check in CONTRIBUTING.md', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../CONTRIBUTING.md'), 'utf8');
  const missing = [...checks, ...toolChecks].filter(({ name }) => !page.includes(`\`${name}\``)).map(({ name }) => name);
  expect(missing).toEqual([]);
});
