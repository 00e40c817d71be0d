import { sanitizeLine } from '@artemis/core';
import { line, type Line } from '../terminal/line.ts';

/** What is shown of an error. */
export interface Failure {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** An error for people: code and what happened, then what to do. A hint may have several lines. */
export function renderFailure({ code, message, hint }: Failure, command: string): readonly Line[] {
  const hints = withCommand(hint, command)
    .split('\n')
    .filter((text) => text.trim() !== '');
  return [line(`error ${sanitizeLine(code)}: ${sanitizeLine(message, 1_000)}`, 'bad'), ...hints.map((text) => line(`  ${text.trimEnd()}`))];
}

const subcommands =
  'run|resume|undo|demo|review|index|ask|memories|graph|services|health|plugins|enable|disable|flags|trust|mcp|runs|gc|metrics|help';

/** Hints say `artemis …`; where the command is called something else, they say that. */
export const withCommand = (text: string, command: string): string =>
  command === 'artemis' ? text : text.replace(new RegExp(`\\bartemis (?=(?:${subcommands})\\b)`, 'g'), `${command} `);
