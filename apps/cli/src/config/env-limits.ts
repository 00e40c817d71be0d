import { ArtemisError, type TaskLimits } from '@artemis/core';
import { durationForm, parseDuration, parseWait, waitForm } from './duration.ts';

type Environment = Readonly<Record<string, string | undefined>>;

const numbers = {
  ARTEMIS_MAX_ATTEMPTS: { key: 'maxAttempts', whole: true },
  ARTEMIS_MAX_CALLS: { key: 'maxCalls', whole: true },
  ARTEMIS_MAX_TOKENS: { key: 'maxTokens', whole: true },
  ARTEMIS_MAX_COST_USD: { key: 'maxCostUsd', whole: false },
} as const;

/**
 * Limits of runs from `ARTEMIS_TIMEOUT` and its like.
 *
 * @throws ArtemisError `ARTEMIS_E_USAGE` for a value that is no limit.
 */
export function limitsFromEnv(env: Environment): TaskLimits {
  const limits: { -readonly [K in keyof TaskLimits]: TaskLimits[K] } = {};
  const timeout = env['ARTEMIS_TIMEOUT'] ?? '';
  if (timeout !== '') limits.timeoutMs = parseDuration(timeout) ?? refuse('ARTEMIS_TIMEOUT', timeout, durationForm);
  const patience = env['ARTEMIS_PATIENCE'] ?? '';
  if (patience !== '') limits.patienceMs = parseWait(patience) ?? refuse('ARTEMIS_PATIENCE', patience, waitForm);
  for (const [variable, { key, whole }] of Object.entries(numbers)) {
    const text = env[variable] ?? '';
    if (text !== '') limits[key] = parseNumber(variable, text, whole);
  }
  return limits;
}

function parseNumber(variable: string, text: string, whole: boolean): number {
  const value = /^\d{1,12}(?:\.\d{1,6})?$/.test(text) ? Number(text) : 0;
  const valid = value > 0 && (!whole || Number.isInteger(value));
  return valid ? value : refuse(variable, text, whole ? 'a whole number of at least 1' : 'a number above 0');
}

function refuse(variable: string, value: string, expected: string): never {
  throw new ArtemisError('ARTEMIS_E_USAGE', `${variable} is "${value.slice(0, 40)}", expected ${expected}.`, {
    hint: `Correct ${variable}, or unset it.`,
  });
}
