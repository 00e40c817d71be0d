import { ArtemisError } from './artemis-error.ts';

/**
 * Something must not be done, and nothing less safe may be done instead: a sandbox that is required is missing, a policy says
 * no. Unlike every other failure it is not met by a fallback: the run ends as `refused`. It opens no circuit.
 */
export class RunRefusedError extends ArtemisError {
  override readonly name: string = 'RunRefusedError';
}
