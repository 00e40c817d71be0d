import { InvalidOptionError } from './invalid-option-error.ts';

/** Each check returns a number that can work, or throws {@link InvalidOptionError} `ARTEMIS_E_INVALID_OPTION`. */
type OptionCheck = (option: string, value: number) => number;

function check(option: string, value: number, valid: boolean, expected: string): number {
  // The value may come from an untyped file: a text compares like a number.
  if (typeof value !== 'number' || !valid) throw new InvalidOptionError(option, expected, value);
  return value;
}

/** A time that may be nothing, in milliseconds. */
export const checkWait: OptionCheck = (option, value) =>
  check(option, value, value >= 0 && value < Infinity, 'a number of milliseconds, 0 or more');

/** A time that must pass, in milliseconds: at least 1, which is as fine as timers are. */
export const checkDuration: OptionCheck = (option, value) =>
  check(option, value, value >= 1 && value < Infinity, 'a number of milliseconds, 1 or more');

/** A limit in milliseconds, which may be absent. */
export const checkLimit: OptionCheck = (option, value) =>
  check(option, value, value >= 0, 'a number of milliseconds, 0 or more, or Infinity');

/** A share in (0, 1]. */
export const checkRatio: OptionCheck = (option, value) => check(option, value, value > 0 && value <= 1, 'a number above 0 and at most 1');

/** A growth of at least 1. */
export const checkFactor: OptionCheck = (option, value) => check(option, value, value >= 1 && value < Infinity, 'a number of at least 1');

/** A whole number between bounds, both included. */
export function checkCount(option: string, value: number, least = 1, most = Number.MAX_SAFE_INTEGER): number {
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return check(option, value, Number.isInteger(value) && value >= least && value <= most, `a whole number ${range}`);
}
