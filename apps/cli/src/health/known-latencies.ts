import type { MetricsDocument } from '@artemis/core';
import type { Folders } from '../config/folders.ts';
import { latestMetrics } from '../runs/stored-metrics.ts';

/** 95th percentiles of the last run that kept metrics, in milliseconds, by capability. Empty when there is none: no data is no zero. */
export async function knownLatencies(folders: Folders): Promise<ReadonlyMap<string, number>> {
  const stored = await latestMetrics(folders);
  if (!stored) return new Map();
  const { document } = stored;
  const found = [
    ['llm', worstP95(document, 'artemis.model.duration_ms')],
    ['build', worstP95(document, 'artemis.stage.duration_ms', 'build')],
    ['review', worstP95(document, 'artemis.stage.duration_ms', 'review')],
  ] as const;
  return new Map(found.flatMap(([capability, p95]) => (p95 === undefined ? [] : [[capability, p95] as const])));
}

function worstP95({ histograms }: MetricsDocument, name: string, stage?: string): number | undefined {
  const series = histograms.find((metric) => metric.name === name)?.series ?? [];
  const values = series
    .filter(({ labels }) => stage === undefined || labels['stage'] === stage)
    .flatMap(({ p95 }) => (p95 === null ? [] : [p95]));
  return values.length === 0 ? undefined : Math.max(...values);
}
