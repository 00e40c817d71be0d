import type { ComponentHealth } from '@artemis/core';
import type { HealthReport } from './health-report.ts';

type Status = 'pass' | 'warn' | 'fail';

const statusOf = { healthy: 'pass', off: 'pass', degraded: 'warn', unhealthy: 'fail' } as const satisfies Record<
  ComponentHealth['state'],
  Status
>;

/** The worst state of all; a plugin that is not used is a warning. */
export function overallHealth({ components, refused }: HealthReport): Status {
  const states = components.map(({ state }) => statusOf[state]);
  if (states.includes('fail')) return 'fail';
  return states.includes('warn') || refused.length > 0 ? 'warn' : 'pass';
}

/** The report as `application/health+json`. */
export function healthDocument(report: HealthReport, version: string): object {
  return {
    status: overallHealth(report),
    version,
    checks: {
      ...Object.fromEntries(
        report.components.map((component) => [
          `${component.capability}:state`,
          [check(component, report.latencies.get(component.capability))],
        ]),
      ),
      ...(report.refused.length > 0 && {
        'plugins:refused': report.refused.map(({ name, code, reason, hint }) => ({
          componentId: name,
          status: 'warn',
          code,
          output: reason,
          hint,
        })),
      }),
    },
  };
}

function check(
  { capability, state, owner, servedBy, probed, latencyMs, message, checkedAt, circuits }: ComponentHealth,
  p95: number | undefined,
): object {
  return {
    componentId: capability,
    componentType: 'component',
    status: statusOf[state],
    observedValue: state,
    time: checkedAt,
    output: message,
    owner,
    servedBy,
    configured: true,
    probed,
    latencyMs,
    p95Ms: p95 ?? null,
    circuits,
  };
}
