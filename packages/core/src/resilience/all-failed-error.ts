import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';

/** Everybody who could have served a component failed. Holds every reason, in the order they were tried. */
export class AllFailedError extends ArtemisError {
  override readonly name = 'AllFailedError';
  readonly component: string;
  /** One error for each that was tried, the primary's first. */
  readonly causes: readonly unknown[];

  constructor(component: string, causes: readonly unknown[]) {
    const reasons = causes.map(describeFailure);
    super('ARTEMIS_E_ALL_FAILED', `Nobody could serve "${component}": ${reasons.join('; ') || 'nothing was there to try'}.`, {
      hint: `Mend one of the ways to serve "${component}"; the causes name what was wrong with each.`,
      cause: causes[0],
      facts: { component, reasons },
    });
    this.component = component;
    this.causes = [...causes];
  }

  /** The causes under the name `AggregateError` gives them, for tools that print that. */
  get errors(): readonly unknown[] {
    return this.causes;
  }
}
