import { refused, type CircuitMachine } from './circuit-machine.ts';

/**
 * Runs a whole iteration as one call: begun by the first `next`, a success when the source ends, a failure when it throws.
 * A consumer that stops early has not seen how it ends, so that is neutral. Time the consumer takes does not count as slow.
 */
export async function* guardStream<T>(
  machine: CircuitMachine,
  open: () => AsyncIterable<T> | Promise<AsyncIterable<T>>,
  signal: AbortSignal | undefined,
): AsyncGenerator<T, void, undefined> {
  signal?.throwIfAborted();
  const ticket = machine.admit();
  if (ticket === refused) throw machine.refusal();
  let startMs = machine.startMs();
  let withConsumer = false;
  let settled = false;
  try {
    for await (const item of await open()) {
      const handedOverMs = machine.startMs();
      withConsumer = true;
      yield item;
      withConsumer = false;
      startMs += machine.startMs() - handedOverMs;
    }
    settled = true;
    machine.resolved(ticket, startMs, signal);
  } catch (error) {
    settled = !withConsumer;
    if (settled) machine.rejected(ticket, startMs, signal, error);
    throw error;
  } finally {
    if (!settled) machine.neutral(ticket);
  }
}
