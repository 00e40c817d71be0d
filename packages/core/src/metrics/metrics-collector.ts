import { isPromise } from 'node:util/types';
import type { Clock } from '../ports/clock.ts';
import { systemClock } from '../ports/system-clock.ts';
import { Counter } from './counter.ts';
import { Gauge } from './gauge.ts';
import { Histogram } from './histogram.ts';
import type { Labels } from './labels.ts';
import { MetricFamily, type FamilyLimits } from './metric-family.ts';
import type { ExportedMetric, MetricsDocument } from './metrics-document.ts';
import { RunningTimer } from './running-timer.ts';

/** Options of a {@link MetricsCollector}. */
export interface MetricsOptions {
  /** Default: the system's. */
  readonly clock?: Clock;
  /** Most label sets of one metric; further ones share the series `other`. Default: 1 000. */
  readonly maxSeriesPerMetric?: number;
  /** Cleans label texts of secrets, once for each new series. Default: nothing is cleaned. */
  readonly redact?: (text: string) => string;
}

/** Most names of one kind; further ones share the name `other`. */
const mostNames = 1000;
/** Most labelled series of all metrics together. */
const mostSeries = 5000;

/**
 * Counts, times and measures, in bounded memory. Recording never throws: a metric must not harm the run it measures.
 *
 * Where speed matters, take a handle once (`counter`, `histogram`) and record through it.
 */
export class MetricsCollector {
  readonly #clock: Clock;
  readonly #limits: FamilyLimits;
  readonly #startedAt: string;
  readonly #counters = new Map<string, MetricFamily<Counter>>();
  readonly #gauges = new Map<string, MetricFamily<Gauge>>();
  readonly #timers = new Map<string, MetricFamily<Histogram>>();
  readonly #histograms = new Map<string, MetricFamily<Histogram>>();
  #dropped = 0;

  constructor(options: MetricsOptions = {}) {
    this.#clock = options.clock ?? systemClock;
    this.#limits = {
      maxSeries: options.maxSeriesPerMetric ?? 1000,
      budget: { left: mostSeries },
      redact: options.redact ?? ((text) => text),
    };
    this.#startedAt = new Date(this.#clock.wallMs()).toISOString();
  }

  /** Adds `by` to a counter. Default: 1. */
  increment(name: string, labels?: Labels, by = 1): void {
    this.counter(name, labels).add(by);
  }

  /** Sets a gauge. */
  gauge(name: string, value: number, labels?: Labels): void {
    this.#at(this.#gauges, name, labels, () => new Gauge()).set(value);
  }

  /** Records a value, such as a size in bytes, in a histogram. */
  observe(name: string, value: number, labels?: Labels): void {
    this.histogram(name, labels).observe(value);
  }

  /** Starts a timer: `using timer = metrics.timer('rag.query')`, or call its `stop`. */
  timer(name: string, labels?: Labels): RunningTimer {
    return new RunningTimer(
      this.#clock,
      this.#at(this.#timers, name, labels, () => new Histogram()),
    );
  }

  /** Runs `work` and records how long it took, also when it throws. A returned promise is timed until it settles. */
  time<T>(name: string, work: () => T, labels?: Labels): T {
    const timer = this.timer(name, labels);
    let result: T;
    try {
      result = work();
    } catch (error) {
      timer.stop();
      throw error;
    }
    if (isPromise(result)) return result.finally(() => timer.stop()) as T;
    timer.stop();
    return result;
  }

  /** The counter itself, for hot paths. */
  counter(name: string, labels?: Labels): Counter {
    return this.#at(this.#counters, name, labels, () => new Counter());
  }

  /** The histogram itself, for hot paths. */
  histogram(name: string, labels?: Labels): Histogram {
    return this.#at(this.#histograms, name, labels, () => new Histogram());
  }

  /** Everything recorded so far, as plain JSON. */
  exportJson(): MetricsDocument {
    return {
      version: 1,
      startedAt: this.#startedAt,
      exportedAt: new Date(this.#clock.wallMs()).toISOString(),
      counters: exportAll(this.#counters, ({ value }) => ({ value })),
      gauges: exportAll(this.#gauges, ({ value }) => ({ value })),
      timers: exportAll(this.#timers, (timer) => timer.summary()),
      histograms: exportAll(this.#histograms, (histogram) => histogram.summary()),
      dropped: this.#dropped,
    };
  }

  /** Hands the exported document to `write` as indented JSON text. Rejects with whatever `write` rejects with. */
  async writeJson(write: (text: string) => Promise<void>): Promise<void> {
    await write(`${JSON.stringify(this.exportJson(), null, 2)}\n`);
  }

  #at<T>(families: Map<string, MetricFamily<T>>, name: string, labels: Labels | undefined, make: () => T): T {
    try {
      return this.#family(families, name, make).at(labels);
    } catch {
      // Labels that throw when read, such as a revoked proxy: the value goes nowhere.
      this.#dropped += 1;
      return make();
    }
  }

  #family<T>(families: Map<string, MetricFamily<T>>, name: string, make: () => T): MetricFamily<T> {
    const known = families.get(name);
    if (known) return known;
    if (families.size >= mostNames && name !== 'other') return this.#family(families, 'other', make);
    const family = new MetricFamily(make, this.#limits);
    families.set(name, family);
    return family;
  }
}

function exportAll<T, V>(families: ReadonlyMap<string, MetricFamily<T>>, read: (instrument: T) => V): ExportedMetric<V>[] {
  return [...families].map(([name, family]) => ({ name, ...family.export(read) }));
}
