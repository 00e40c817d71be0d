import { isAbsolute } from 'node:path';
import { InvalidOptionError } from '../resilience/invalid-option-error.ts';
import type { Task, TaskLimits, TaskTeam } from '../task/task.ts';

const mostDevelopers = 16;
const teamModes: readonly NonNullable<TaskTeam['mode']>[] = ['best', 'first', 'parts'];

/** @throws InvalidOptionError `ARTEMIS_E_INVALID_OPTION` naming the first part of the task that cannot work. */
export function checkTask({ text, projectDir, limits, requireReview, lockTests, team }: Task): void {
  if (typeof text !== 'string' || text.trim() === '' || text.includes('\0'))
    throw new InvalidOptionError('text', 'a text that is not empty and holds no NUL', typeof text);
  if (typeof projectDir !== 'string' || !isAbsolute(projectDir)) throw new InvalidOptionError('projectDir', 'an absolute path', projectDir);
  if (limits) checkLimits(limits);
  // Whoever asks for it relies on it: a word that is meant as yes must not pass for no.
  for (const [name, value] of Object.entries({ requireReview, lockTests })) {
    if (value !== undefined && typeof value !== 'boolean') throw new InvalidOptionError(name, 'true or false', value);
  }
  if (team) checkTeam(team);
}

function checkTeam({ developers = 1, mode = 'best' }: TaskTeam): void {
  if (!Number.isInteger(developers) || developers < 1 || developers > mostDevelopers)
    throw new InvalidOptionError('team.developers', `a whole number from 1 to ${mostDevelopers}`, developers);
  if (!teamModes.includes(mode)) throw new InvalidOptionError('team.mode', `one of ${teamModes.join(', ')}`, mode);
}

/** @throws InvalidOptionError `ARTEMIS_E_INVALID_OPTION` naming the first limit that cannot work. */
export function checkLimits(limits: TaskLimits): void {
  for (const [name, least] of Object.entries(leastOf)) {
    const value: unknown = limits[name as keyof TaskLimits];
    const works = value === undefined || (typeof value === 'number' && value >= least);
    if (!works) throw new InvalidOptionError(`limits.${name}`, `a number of at least ${least}`, value);
  }
}

const leastOf: Readonly<Record<keyof TaskLimits, number>> = {
  timeoutMs: 1,
  maxAttempts: 1,
  maxCostUsd: 0,
  maxTokens: 0,
  patienceMs: 0,
  maxCalls: 0,
};
