import { ArtemisError } from './artemis-error.ts';

/**
 * The run as a whole cannot go on: no model answers, a budget is used up. It says nothing about the component that met it,
 * so it opens no circuit.
 */
export class RunBlockedError extends ArtemisError {
  override readonly name: string = 'RunBlockedError';
}
