import { styleText } from 'node:util';
import type { Tone } from './line.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a stream gets colour: NO_COLOR and TERM=dumb say no, FORCE_COLOR says yes, else a terminal does and a pipe does not. */
export function wantsColour(stream: { readonly isTTY?: boolean }, env: Environment, forbidden: boolean): boolean {
  const { NO_COLOR: no = '', FORCE_COLOR: force = '', TERM: term } = env;
  if (forbidden || no !== '') return false;
  if (force !== '' && force !== '0' && force !== 'false') return true;
  return stream.isTTY === true && term !== 'dumb';
}

const formats = {
  plain: null,
  strong: 'bold',
  faint: 'dim',
  good: 'green',
  warning: 'yellow',
  bad: 'red',
} as const satisfies Record<Tone, string | null>;

/** The text in the colour of its tone. */
export function paint(text: string, tone: Tone): string {
  const format = formats[tone];
  return format === null || text === '' ? text : styleText(format, text, { validateStream: false });
}
