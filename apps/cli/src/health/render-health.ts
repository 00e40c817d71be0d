import { columns } from '../terminal/columns.ts';
import { line, type Line, type Tone } from '../terminal/line.ts';
import { ago, duration } from '../render/amounts.ts';
import type { ComponentHealth } from '@artemis/core';
import { overallHealth } from './health-document.ts';
import type { HealthReport } from './health-report.ts';

const words = { healthy: 'ok', degraded: 'degraded', unhealthy: 'fail', off: 'off' } as const;
const tones: Readonly<Record<ComponentHealth['state'], Tone>> = { healthy: 'plain', degraded: 'warning', unhealthy: 'bad', off: 'faint' };

/** The report as a table, one line for each component. */
export function renderHealth(report: HealthReport, nowMs: number): readonly Line[] {
  const { components, refused, latencies } = report;
  const rows = components.map((component) => [
    component.capability,
    words[component.state],
    circuitOf(component),
    component.probed ? ago(nowMs - Date.parse(component.checkedAt)) : '-',
    formatted(latencies.get(component.capability)),
    noteOf(component),
  ]);
  const [head = '', ...body] = columns([['COMPONENT', 'STATE', 'CIRCUIT', 'LAST CHECK', 'P95', 'NOTE'], ...rows]);
  return [
    headline(report),
    line(''),
    line(head, 'strong'),
    ...body.map((text, index) => line(text, tones[components[index]?.state ?? 'healthy'])),
    ...refused.flatMap(({ name, reason, hint }) => [
      line(`! plugin ${name}: ${reason}`, 'warning'),
      ...(hint === '' ? [] : [line(`    ${hint}`)]),
    ]),
  ];
}

function headline(report: HealthReport): Line {
  const overall = overallHealth(report);
  const wrong = report.components.filter(({ state }) => state === 'degraded' || state === 'unhealthy').length;
  const total = report.components.length;
  if (overall === 'pass') return line(`ok    all of ${total} components`, 'good');
  const parts = [
    wrong > 0 ? `${wrong} of ${total} components` : '',
    report.refused.length > 0 ? `${report.refused.length} plugins not used` : '',
  ];
  const what = parts.filter((part) => part !== '').join(', ');
  return overall === 'fail' ? line(`fail  ${what}`, 'bad') : line(`warn  degraded: ${what}`, 'warning');
}

function circuitOf({ circuits, state }: ComponentHealth): string {
  const [first] = circuits;
  if (!first || state === 'off') return '-';
  return !first.retryAfterMs ? first.state : `${first.state} ${duration(first.retryAfterMs)}`;
}

function noteOf({ state, servedBy, message, latencyMs, probed }: ComponentHealth): string {
  if (state === 'off') return 'switched off';
  const serving = servedBy === null ? '' : state === 'degraded' ? `${servedBy} in use; ` : `${servedBy}; `;
  return `${serving}${message}${probed && state === 'healthy' && latencyMs !== null ? ` in ${duration(latencyMs)}` : ''}`;
}

const formatted = (ms: number | undefined): string => (ms === undefined ? '-' : duration(ms));
