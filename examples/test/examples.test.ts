import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const folder = join(import.meta.dirname, '..');
const examples = readdirSync(folder).filter((name) => name.endsWith('.ts'));

it.each(examples)('%s asserts what it shows, and passes', async (name) => {
  const { stdout } = await promisify(execFile)(process.execPath, [join(folder, name)], { timeout: 25_000 });
  expect(stdout).toMatch(/^ok {2}/m);
});
