import { readdirSync } from 'node:fs';
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
