/**
 * Makes an error without collecting its stack, which costs more than all the rest of a refusal. For errors that are thrown
 * in place of a call, as often as calls are made, and whose cause has the stack that matters.
 */
export function withoutStack<E extends Error>(make: () => E): E {
  const limit = Error.stackTraceLimit;
  // Where the built-ins are frozen the stack is collected after all.
  if (!Reflect.set(Error, 'stackTraceLimit', 0)) return make();
  try {
    return make();
  } finally {
    Error.stackTraceLimit = limit;
  }
}
