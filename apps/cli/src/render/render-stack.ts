import { inspect } from 'node:util';
import { Redactor } from '@artemis/core';
import { secretsIn } from '../secrets-in.ts';
import { line, type Line } from '../terminal/line.ts';

/** An error with its stack and its causes, for `-v`. Keys are taken out: people paste this into bug reports. */
export function renderStack(error: unknown): readonly Line[] {
  const text = new Redactor(secretsIn(process.env)).redact(inspect(error, { depth: 4 }));
  return text.split('\n').map((part) => line(`  ${part}`, 'faint'));
}
