import type { HealthFinding, HealthState } from './health-status.ts';

/** What a check may resolve to: nothing or `true` is healthy, `false` is unhealthy, a finding is taken as it is. */
export type HealthAnswer = void | boolean | HealthFinding;

const states: ReadonlySet<unknown> = new Set<HealthState>(['healthy', 'degraded', 'unhealthy']);

/** Reads an answer that may have come from untyped code. Never throws; an answer without a known state is unhealthy. */
export function readHealthAnswer(answer: unknown): HealthFinding {
  if (answer === undefined || answer === true) return { state: 'healthy', message: 'ok' };
  if (answer === false) return { state: 'unhealthy', message: 'the check said no' };
  return readFinding(answer) ?? { state: 'unhealthy', message: 'the check gave an answer that cannot be read' };
}

function readFinding(answer: unknown): HealthFinding | undefined {
  if (typeof answer !== 'object' || answer === null) return undefined;
  try {
    const { state, message } = answer as Partial<HealthFinding>;
    if (state === undefined || !states.has(state)) return undefined;
    return { state, message: typeof message === 'string' && message !== '' ? message : 'no reason given' };
  } catch {
    return undefined;
  }
}
