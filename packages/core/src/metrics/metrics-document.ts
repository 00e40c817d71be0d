import type { Summary } from './histogram.ts';

/** One series of a metric. */
export type ExportedSeries<V> = V & { readonly labels: Readonly<Record<string, string>> };

/** A metric with its series. */
export interface ExportedMetric<V> {
  readonly name: string;
  readonly series: readonly ExportedSeries<V>[];
  /** What was recorded under further label sets once the metric had its most series. */
  readonly other?: V;
}

/** Everything a {@link MetricsCollector} knows, as plain JSON. Fields are only ever added within a version. */
export interface MetricsDocument {
  readonly version: 1;
  /** When the collector was made and when this was read, as ISO 8601 times. */
  readonly startedAt: string;
  readonly exportedAt: string;
  readonly counters: readonly ExportedMetric<{ readonly value: number }>[];
  readonly gauges: readonly ExportedMetric<{ readonly value: number | null }>[];
  /** Times in milliseconds. */
  readonly timers: readonly ExportedMetric<Summary>[];
  readonly histograms: readonly ExportedMetric<Summary>[];
  /** Recordings that were thrown away because their labels could not be read. */
  readonly dropped: number;
}
