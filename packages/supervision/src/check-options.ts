import { InvalidOptionError } from '@artemis/core';
import type { SupervisionOptions } from './supervision-options.ts';
import type { WrappedAgent } from './wrap/wrapped-agent.ts';

const mostDevelopers = 16;
const nameForm = /^[a-z0-9-]{1,40}$/;
const ownName = /^(?:dev|part)-\d|^joined$/;
const modes: readonly unknown[] = ['best', 'first', 'parts'];

/** Refuses options that cannot work: they may come from a configuration. @throws InvalidOptionError for the first of them. */
export function checkOptions({ developers, mode, wrap = [], stallMs, gatesAtOnce, restarts = {} }: SupervisionOptions): void {
  const fewest = Array.isArray(wrap) && wrap.length > 0 ? 0 : 1;
  checkWhole('developers', developers, fewest, mostDevelopers);
  checkWhole('stallMs', stallMs, 1, 86_400_000);
  checkWhole('gatesAtOnce', gatesAtOnce, 1, 64);
  checkWhole('restarts.most', restarts.most, 0, 100);
  checkWhole('restarts.windowMs', restarts.windowMs, 1, 86_400_000);
  if (mode !== undefined && !modes.includes(mode)) throw new InvalidOptionError('mode', `one of ${modes.join(', ')}`, mode);
  if (!Array.isArray(wrap) || wrap.length > mostDevelopers)
    throw new InvalidOptionError('wrap', `a list of at most ${mostDevelopers}`, wrap);
  for (const [index, agent] of wrap.entries()) checkAgent(`wrap.${index}`, agent as unknown, wrap);
}

function checkAgent(at: string, agent: unknown, all: readonly WrappedAgent[]): void {
  const {
    name,
    command,
    env = {},
    files = {},
    timeoutMs,
    network,
  } = (typeof agent === 'object' && agent !== null ? agent : {}) as Partial<WrappedAgent>;
  if (typeof name !== 'string' || !nameForm.test(name) || ownName.test(name) || all.filter((one) => one.name === name).length > 1)
    throw new InvalidOptionError(`${at}.name`, `a name of its own that matches ${nameForm.source}`, name);
  if (!Array.isArray(command) || !command.every(isWord) || command.length === 0 || command[0] === '')
    throw new InvalidOptionError(`${at}.command`, 'a list of texts: the program and its arguments', command);
  checkTexts(`${at}.env`, env);
  checkTexts(`${at}.files`, files);
  checkWhole(`${at}.timeoutMs`, timeoutMs, 1, 86_400_000);
  if (network !== undefined && typeof network !== 'boolean') throw new InvalidOptionError(`${at}.network`, 'true or false', network);
}

function checkTexts(option: string, value: unknown): void {
  const fits = typeof value === 'object' && value !== null && Object.values(value).every(isWord);
  if (!fits) throw new InvalidOptionError(option, 'texts by their names', typeof value);
}

function checkWhole(option: string, value: unknown, least: number, most: number): void {
  if (value === undefined || (Number.isInteger(value) && Number(value) >= least && Number(value) <= most)) return;
  throw new InvalidOptionError(option, `a whole number from ${least} to ${most}`, value);
}

/** A NUL would end the argument early. */
const isWord = (value: unknown): boolean => typeof value === 'string' && !value.includes('\0');
