import { inspect } from 'node:util';
import { line, type Line } from '../terminal/line.ts';

/** An error with its stack and its causes, for `-v`. */
export function renderStack(error: unknown): readonly Line[] {
  return inspect(error, { depth: 4 })
    .split('\n')
    .map((part) => line(`  ${part}`, 'faint'));
}
