import { ArtemisError } from '../errors/artemis-error.ts';

/** A bulkhead and its queue were both full, so the call was not run. */
export class BulkheadFullError extends ArtemisError {
  override readonly name = 'BulkheadFullError';
  readonly component: string;

  constructor(component: string, maxConcurrent: number, maxQueued: number) {
    super('ARTEMIS_E_BULKHEAD_FULL', `"${component}" already runs ${maxConcurrent} calls and ${maxQueued} wait.`, {
      hint: 'Call it less often at the same time, or raise the limits of its bulkhead.',
      facts: { component, maxConcurrent, maxQueued },
    });
    this.component = component;
  }
}
