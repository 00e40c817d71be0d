import { ArtemisError } from '../errors/artemis-error.ts';

/** A setting has a value that cannot work. Thrown where the thing is made, not where it is first used. */
export class InvalidOptionError extends ArtemisError {
  override readonly name = 'InvalidOptionError';
  /** Path of the setting, such as `open.waitMs`. */
  readonly option: string;

  constructor(option: string, expected: string, actual: unknown) {
    const shown = typeof actual === 'number' || typeof actual === 'string' ? String(actual) : typeof actual;
    super('ARTEMIS_E_INVALID_OPTION', `"${option}" must be ${expected}, not ${shown}.`, {
      hint: `Set "${option}" to ${expected}, or leave it out for its default.`,
      facts: { option, expected, actual: shown },
    });
    this.option = option;
  }
}
