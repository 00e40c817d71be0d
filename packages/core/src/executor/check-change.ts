import type { CheckRequest } from '../capability/build.ts';
import type { ComponentRegistry } from '../component/component-registry.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { isInstance } from '../errors/is-instance.ts';
import { RunRefusedError } from '../errors/run-refused-error.ts';
import type { Clock } from '../ports/clock.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { withDeadline } from '../resilience/with-deadline.ts';
import type { CheckReport } from '../task/check-report.ts';
import { expectShape } from './expect-shape.ts';

/** Longest that the project's checks may take, in milliseconds, and the part of the time left for the review that they may take. */
const longestMs = 90_000;
const share = 1 / 2;

/**
 * Has the project's own compiler and linters look at a change, by the builder that can run them. What they say is for the review:
 * that they cannot be had is a note, not a failure.
 *
 * @returns `undefined` where no builder is there that can run them.
 * @throws RunRefusedError when nothing generated may be run without a sandbox; the reason of `call.signal` when it is aborted.
 */
export async function checkChange(
  { components, clock }: { readonly components: ComponentRegistry; readonly clock: Clock },
  request: CheckRequest,
  call: CallContext,
): Promise<CheckReport | undefined> {
  if (!components.isEnabled('build')) return undefined;
  const timeoutMs = Math.min(longestMs, call.remainingMs() * share);
  try {
    const { value, degraded } = await withDeadline(
      (within) => components.call('build', async (builder, inner) => (await builder.check?.(request, inner)) ?? null, within),
      { clock, label: 'checks', timeoutMs, call },
    );
    if (value !== null) return expectShape('checks', value);
    return degraded && nothingSaid(degraded.reason);
  } catch (error) {
    call.signal.throwIfAborted();
    if (isInstance(error, RunRefusedError)) throw error;
    return nothingSaid(describeFailure(error));
  }
}

const nothingSaid = (reason: string): CheckReport => ({
  tools: [],
  remarks: [],
  notes: [`The project's compiler and linters could not be run: ${reason}`],
});
