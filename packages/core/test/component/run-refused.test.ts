import { expect, it } from 'vitest';
import type { ContextRetriever } from '../../src/capability/rag.ts';
import { ComponentRegistry } from '../../src/component/component-registry.ts';
import { exitCodeOf } from '../../src/errors/exit-code-of.ts';
import { RunRefusedError } from '../../src/errors/run-refused-error.ts';
import { EventStream } from '../../src/events/event-stream.ts';
import type { CallContext } from '../../src/resilience/call-context.ts';
import type { RunEvent } from '../../src/task/run-event.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';
import { scripted } from '../../src/testing/scripted.ts';
import { seededRandom } from '../../src/testing/seeded-random.ts';

it('ends with a refusal for safety instead of asking a fallback, and opens no circuit', async () => {
  const registry = new ComponentRegistry({
    floors: {},
    clock: new FakeClock(),
    random: seededRandom(1),
    events: new EventStream<RunEvent>(),
  });
  const refusal = new RunRefusedError('ARTEMIS_E_SANDBOX_REQUIRED', 'No sandbox.', { hint: 'Install one.' });
  const fallback = scripted('less safe');
  const use = async (rag: ContextRetriever, call: CallContext): Promise<string | null> => rag.prompt('developer', call);
  registry.register(
    'rag',
    {
      primary: {
        name: 'strict',
        breaker: { trip: { consecutive: 1 } },
        create: () => ({ retrieve: async () => [], prompt: () => Promise.reject(refusal) }),
      },
      fallback: { name: 'lax', create: () => ({ retrieve: async () => [], prompt: () => fallback() }) },
    },
    'p',
  );

  await expect(registry.call('rag', use, { signal: new AbortController().signal, remainingMs: () => 1_000 })).rejects.toBe(refusal);

  expect(fallback.calls).toBe(0);
  expect(registry.get('rag')?.rungs[0]?.breaker.state).toBe('closed');
  expect(exitCodeOf(refusal)).toBe(77);
});
