import { ArtemisError, type MetricsDocument } from '@artemis/core';
import type { Invocation } from '../invocation.ts';
import { count } from '../render/amounts.ts';
import { latestMetrics, metricsOf } from '../runs/stored-metrics.ts';
import { openRunStore } from '../runs/stored-runs.ts';
import { columns } from '../terminal/columns.ts';
import { line } from '../terminal/line.ts';

/** `artemis metrics [run]`: what was counted and timed in a run. */
export async function metrics({ terminal, options, folders }: Invocation, runId?: string): Promise<number> {
  const found =
    runId === undefined ? await latestMetrics(folders) : await metricsOf({ runId, directory: await openRunStore(folders).find(runId) });
  if (!found) {
    throw new ArtemisError('ARTEMIS_E_NO_METRICS', runId === undefined ? 'No run has metrics yet.' : `Run ${runId} has no metrics.`, {
      hint: 'They are written when a run ends; runs in minimal mode have none.',
    });
  }
  if (options.json) terminal.out.prettyJson({ ...found.document, run_id: found.runId });
  else terminal.out.print(line(`run ${found.runId}`, 'strong'), ...table(found.document).map((text) => line(text)));
  return 0;
}

function table({ counters, gauges, timers, histograms }: MetricsDocument): readonly string[] {
  const values = [...counters, ...gauges].flatMap(({ name, series }) =>
    series.map(({ labels, value }) => [named(name, labels), value === null ? '-' : String(value)]),
  );
  const summaries = [...timers, ...histograms].flatMap(({ name, series }) =>
    series.map(({ labels, count: number, p50, p95, p99, max }) => [
      named(name, labels),
      String(number),
      ...[p50, p95, p99, max].map(rounded),
    ]),
  );
  return [
    ...(values.length > 0 ? columns([['METRIC', 'VALUE'], ...values]) : []),
    ...(summaries.length > 0 ? ['', ...columns([['METRIC', 'COUNT', 'P50', 'P95', 'P99', 'MAX'], ...summaries])] : []),
  ];
}

function named(name: string, labels: Readonly<Record<string, string>>): string {
  const parts = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
  return parts.length > 0 ? `${name}{${parts.join(',')}}` : name;
}

const rounded = (value: number | null): string => (value === null ? '-' : count(Math.round(value)));
