import { createHash } from 'node:crypto';
import type { Capabilities } from '../capability/capabilities.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { silentLogger, type Logger } from '../ports/logger.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { withDeadline } from '../resilience/with-deadline.ts';
import type { RunResult } from '../task/run-result.ts';
import type { Run } from './run.ts';
import { acceptedSolution, endedRun } from './what-is-kept.ts';

/** Longest that keeping may take, in milliseconds: the result is there already, and somebody may wait for the process to end. */
const timeoutMs = 1_000;

/** What keeping needs beside the run. */
export interface Keeping {
  /** Whether accepted solutions may be remembered. Default: false. */
  readonly learning?: boolean;
  /** Takes secrets out of JSON text. */
  readonly redact: (json: string) => string;
  /** Default: says nothing. */
  readonly logger?: Logger;
  /** The user's way to cancel. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Has components keep what an ended run did: the graph its files and decisions, retrieval its solution where that was accepted and
 * may be learnt. It comes after the last event and changes nothing of the result; what fails is logged. A run that is taken up again
 * and ends in the same way is not kept twice.
 */
export async function keepForLater(run: Run, result: RunResult, keeping: Keeping): Promise<void> {
  // One that stopped on its way goes on some day, and is kept then.
  if (result.error) return;
  const { learning = false, logger = silentLogger, redact, signal = new AbortController().signal } = keeping;
  const { projectDir } = run.task;
  const withoutSecrets = <T>(made: T): T => JSON.parse(redact(JSON.stringify(made))) as T;
  const attempt = async (what: string, work: (call: CallContext) => Promise<string | null>): Promise<void> => {
    const options = { clock: run.clock, label: what, timeoutMs, call: { signal, remainingMs: () => timeoutMs } };
    const reason = await withDeadline(work, options).catch(describeFailure);
    if (reason !== null) logger.warn({ runId: run.runId, reason }, `The ${what} of this run is not kept for later ones.`);
  };
  const record = attempt('record', async (call) => {
    const made = withoutSecrets(endedRun(run, result));
    return keepOnce(run, result, 'kg', (graph, inner) => graph.record?.(made, projectDir, inner), call);
  });
  if (learning && result.status === 'succeeded') {
    await attempt('solution', async (call) => {
      const made = withoutSecrets(await acceptedSolution(run, result));
      return keepOnce(run, result, 'rag', (rag, inner) => rag.remember?.(made, projectDir, inner), call);
    });
  }
  await record;
}

/**
 * @param use - Answers nothing where nobody keeps.
 * @returns Why it is not kept, although somebody would have; `null` when there is nothing to say.
 */
async function keepOnce<K extends 'kg' | 'rag'>(
  run: Run,
  { status, files }: RunResult,
  capability: K,
  use: (instance: Capabilities[K], call: CallContext) => Promise<void> | undefined,
  call: CallContext,
): Promise<string | null> {
  const key = `kept:${capability}`;
  const ending = createHash('sha256')
    .update(JSON.stringify([status, files]))
    .digest('hex');
  if ((await run.journal.recall(key)) === ending) return null;
  const keep = async (instance: Capabilities[K], inner: CallContext): Promise<boolean> => {
    const keeping = use(instance, inner);
    await keeping;
    return keeping !== undefined;
  };
  const { value: kept, degraded } = await run.components.call(capability, keep, call);
  if (!kept) return degraded?.reason ?? null;
  await run.journal.remember(key, ending);
  return null;
}
