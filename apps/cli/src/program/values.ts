import { InvalidArgumentError } from 'commander';
import { durationForm, parseDuration } from '../config/duration.ts';

/** Reads the value of an option that is a duration, in milliseconds. */
export function duration(text: string): number {
  return parseDuration(text) ?? refuse(durationForm);
}

/** Reads a whole number of at least 1. */
export function count(text: string): number {
  return /^\d{1,12}$/.test(text) && Number(text) > 0 ? Number(text) : refuse('a whole number of at least 1');
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
