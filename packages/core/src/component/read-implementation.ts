import type { Implementation } from './component.ts';

/** The same implementation with each member read once: what comes from a plugin may be a getter, and may throw the next time. */
export function readImplementation<T>(source: Implementation<T>): Implementation<T> {
  // Members are called with their object, so that a class may implement it.
  // oxlint-disable-next-line typescript/unbound-method
  const { name, create, checkHealth, dispose, timeoutMs, breaker, retry, renewAfter } = source;
  return {
    name,
    create: (call) => create.call(source, call),
    ...(checkHealth && { checkHealth: (instance, call) => checkHealth.call(source, instance, call) }),
    ...(dispose && { dispose: (instance) => dispose.call(source, instance) }),
    ...(timeoutMs !== undefined && { timeoutMs }),
    ...(breaker && { breaker }),
    ...(retry && { retry }),
    ...(renewAfter && { renewAfter: (error) => renewAfter.call(source, error) }),
  };
}
