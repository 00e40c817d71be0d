import { ArtemisError } from '../../errors/artemis-error.ts';

/** The user does not let one model stand in for another. It says nothing about either of them. */
export class SwitchRefusedError extends ArtemisError {
  override readonly name = 'SwitchRefusedError';

  constructor(from: string, to: string) {
    super('ARTEMIS_E_FALLBACK_REFUSED', `${to} was not allowed to stand in for ${from}.`, {
      hint: 'Allow the switch, or mend the first model.',
      facts: { from, to },
    });
  }
}
