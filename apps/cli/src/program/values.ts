import { InvalidArgumentError } from 'commander';
import { durationForm, parseAge, parseDuration } from '../config/duration.ts';

/** As many as a task may have. */
const mostDevelopers = 16;

/** Reads the value of an option that is a duration, in milliseconds. */
export function duration(text: string): number {
  return parseDuration(text) ?? refuse(durationForm);
}

/** Reads how long ago something was, in milliseconds. */
export function age(text: string): number {
  return parseAge(text) ?? refuse(durationForm);
}

const bytesOf: Readonly<Record<string, number>> = { kB: 1e3, MB: 1e6, GB: 1e9 };

/** Reads an amount of disk space, in bytes. */
export function size(text: string): number {
  const [, amount = '', unit = ''] = /^(\d{1,9}(?:\.\d{1,3})?)(kB|MB|GB)$/.exec(text) ?? [];
  return amount === '' ? refuse('a size with its unit, such as 500MB or 2GB') : Number(amount) * (bytesOf[unit] ?? 1);
}

/** Reads a whole number of at least 1. */
export function count(text: string): number {
  return /^\d{1,12}$/.test(text) && Number(text) > 0 ? Number(text) : refuse('a whole number of at least 1');
}

/** Reads a number of developers. */
export function crowd(text: string): number {
  return /^\d{1,2}$/.test(text) && Number(text) >= 1 && Number(text) <= mostDevelopers ? Number(text) : refuse(`1 to ${mostDevelopers}`);
}

/** Reads a whole number, 0 included. */
export function countOrNone(text: string): number {
  return /^\d{1,12}$/.test(text) ? Number(text) : refuse('a whole number of at least 0');
}

/** Reads an amount of money in US dollars, with or without its sign. */
export function dollars(text: string): number {
  const value = /^\$?\d{1,6}(?:\.\d{1,6})?$/.test(text) ? Number(text.replace('$', '')) : 0;
  return value > 0 ? value : refuse('an amount above 0, such as 2 or 0.50');
}

/** Reads any number. */
export function number(text: string): number {
  return /^-?\d{1,6}(?:\.\d{1,6})?$/.test(text) ? Number(text) : refuse('a number');
}

function refuse(expected: string): never {
  throw new InvalidArgumentError(`Expected ${expected}.`);
}
