import { InvalidOptionError } from '../resilience/invalid-option-error.ts';

const meanings: ReadonlyMap<string, boolean> = new Map([
  ...['true', '1', 'yes', 'on'].map((word): [string, boolean] => [word, true]),
  ...['false', '0', 'no', 'off'].map((word): [string, boolean] => [word, false]),
]);

/**
 * Reads a switch from an environment variable. Unset and empty mean `false`.
 *
 * @throws InvalidOptionError `ARTEMIS_E_INVALID_OPTION` for any other text: a typing mistake must not pass for "off".
 */
export function envBoolean(variable: string, text: string | undefined): boolean {
  const word = text?.trim().toLowerCase() ?? '';
  if (word === '') return false;
  const meaning = meanings.get(word);
  if (meaning === undefined)
    throw new InvalidOptionError(variable, 'one of true, 1, yes, on, false, 0, no, off', JSON.stringify(word.slice(0, 40)));
  return meaning;
}
