import { sanitizeLine, type RunEvent } from '@artemis/core';
import { good, line, warning, type Line } from '../terminal/line.ts';
import { duration } from './amounts.ts';

type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { readonly type: T }>;

/** Who does it, at the begin of a line; empty where one developer works alone. */
export const by = ({ developer }: { readonly developer?: string }): string =>
  developer === undefined ? '' : `${sanitizeLine(developer, 40).padEnd(6)}  `;

/** One of several developers begins: in which way, and with which model. */
export const renderStart = ({ developer, model, work }: EventOf<'developer.started'>): readonly Line[] => [
  line(`  ${by({ developer })}starts   ${sanitizeLine(work, 80)}${model === null ? '' : `   ${sanitizeLine(model, 80)}`}`),
];

/** How the work of one of them ended. */
export function renderEnd({ developer, outcome, reason, durationMs }: EventOf<'developer.ended'>): readonly Line[] {
  const words = `${sanitizeLine(developer, 40)} ${ends[outcome]} (${duration(durationMs)}): ${sanitizeLine(reason, 240)}`;
  if (outcome === 'passed') return [good(words)];
  return outcome === 'stopped' ? [line(`  ${words}`, 'faint')] : [warning(words)];
}

const ends = { passed: 'passed', 'not-passed': 'did not pass', failed: 'made nothing', stopped: 'was stopped' } as const;

/** Whose work is taken, and why. */
export const renderChoice = ({ developer, reason }: EventOf<'developer.chosen'>): readonly Line[] => [
  line(`> ${sanitizeLine(developer, 120)} is chosen: ${sanitizeLine(reason, 200)}`, 'strong'),
];
