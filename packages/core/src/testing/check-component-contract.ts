import type { OptionalCapability } from '../capability/capabilities.ts';
import { ComponentRegistry } from '../component/component-registry.ts';
import type { Component, Implementation } from '../component/component.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { EventStream } from '../events/event-stream.ts';
import type { Clock } from '../ports/clock.ts';
import { systemRandom } from '../ports/system-random.ts';
import { AllFailedError } from '../resilience/all-failed-error.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { DeadlineExceededError } from '../resilience/deadline-exceeded-error.ts';
import { withDeadline } from '../resilience/with-deadline.ts';
import { contractCalls, type ContractCall, type ContractSample } from './contract-calls.ts';
import type { ContractRule, ContractViolation } from './contract-violation.ts';

/** How the checks of a component are run. */
export interface ComponentCheck {
  readonly sample: ContractSample;
  readonly clock: Clock;
  readonly timeoutMs: number;
}

type AnyInstance = Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
type AnyImplementation = Implementation<AnyInstance>;

/** Checks a registered component: each fallback serves when the primary is out of order, and everybody keeps to an abort. */
export async function checkComponentContract(
  capability: OptionalCapability,
  component: Component<never>,
  check: ComponentCheck,
): Promise<readonly ContractViolation[]> {
  const { primary, fallback } = component as unknown as Component<AnyInstance>;
  const fallbacks = 'name' in fallback ? [fallback] : fallback;
  const violations: (ContractViolation | undefined)[] = [];
  for (const implementation of [primary, ...fallbacks]) {
    violations.push(await checkCreateAbort(`${capability}.${implementation.name}.create`, implementation, check));
  }
  for (const implementation of fallbacks) {
    for (const called of contractCalls[capability]) {
      const where = `${capability}.${implementation.name}.${called.method}`;
      violations.push(await checkFallback(where, { capability, implementation, called }, check));
      violations.push(await checkCallAbort(where, implementation, called, check));
    }
  }
  return violations.filter((violation) => violation !== undefined);
}

interface FallbackCall {
  readonly capability: OptionalCapability;
  readonly implementation: AnyImplementation;
  readonly called: ContractCall;
}

/** Goes the way of every call in a run: registry, breaker, a primary that cannot be made, the fallback. */
async function checkFallback(
  where: string,
  { capability, implementation, called }: FallbackCall,
  check: ComponentCheck,
): Promise<ContractViolation | undefined> {
  const { sample, clock, timeoutMs } = check;
  const registry = new ComponentRegistry({ floors: {}, events: new EventStream(), clock, random: systemRandom });
  try {
    registry.registerLadder(capability, [outOfOrder, implementation] as never, 'contract');
    const use = (instance: unknown, call: CallContext): Promise<unknown> => invoke(instance as AnyInstance, called, sample, call);
    const { value } = await withDeadline((call) => registry.call(capability, use, call), { clock, label: where, timeoutMs });
    const { error } = called.answer.safeParse(value);
    return error && violation('shape', where, `answers with something else than the contract says: ${describeFailure(error)}`);
  } catch (error) {
    const reason = error instanceof AllFailedError ? error.causes.at(-1) : error;
    return violation('fallback', where, `does not serve when the primary is out of order: ${describeFailure(reason)}`);
  } finally {
    await registry.dispose();
  }
}

const outOfOrder: AnyImplementation = {
  name: 'out-of-order',
  create: () => {
    throw new DeadlineExceededError('out-of-order', 0);
  },
};

async function invoke(instance: AnyInstance, { method, args }: ContractCall, sample: ContractSample, call: CallContext): Promise<unknown> {
  const run = instance[method];
  if (typeof run !== 'function') {
    throw new ArtemisError('ARTEMIS_E_PLUGIN_REFUSED', `There is no method "${method}".`, { hint: 'Write all methods of the capability.' });
  }
  return run.call(instance, ...args(sample), call);
}

/** Making an instance for a call that is over must come to an end; whether it succeeds is its own affair. */
function checkCreateAbort(where: string, implementation: AnyImplementation, check: ComponentCheck): Promise<ContractViolation | undefined> {
  const over: CallContext = { signal: AbortSignal.abort(), remainingMs: () => 0 };
  const create = async (): Promise<void> => {
    const instance = await implementation.create(over);
    await implementation.dispose?.(instance);
  };
  return endsInTime(where, create, check);
}

/** A call whose signal aborts while it is under way must come to an end. */
function checkCallAbort(
  where: string,
  implementation: AnyImplementation,
  called: ContractCall,
  check: ComponentCheck,
): Promise<ContractViolation | undefined> {
  const controller = new AbortController();
  const call: CallContext = { signal: controller.signal, remainingMs: () => (controller.signal.aborted ? 0 : check.timeoutMs) };
  const callAndAbort = async (): Promise<void> => {
    const instance = await implementation.create(call);
    const answer = invoke(instance, called, check.sample, call);
    controller.abort();
    await answer.finally(() => implementation.dispose?.(instance));
  };
  return endsInTime(where, callAndAbort, check);
}

async function endsInTime(
  where: string,
  work: () => Promise<void>,
  { clock, timeoutMs }: ComponentCheck,
): Promise<ContractViolation | undefined> {
  // A failure is a way to end.
  const ended = withDeadline(() => work().catch(() => {}), { clock, label: where, timeoutMs });
  return ended.then(
    () => undefined,
    (error: unknown) =>
      violation(
        'abort',
        where,
        error instanceof DeadlineExceededError ? `still works ${timeoutMs} ms after its call was aborted` : describeFailure(error),
      ),
  );
}

const violation = (rule: ContractRule, where: string, message: string): ContractViolation => ({
  rule,
  where,
  message: `"${where}" ${message.replace(/\.$/, '')}.`,
});
