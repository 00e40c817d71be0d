import { labelKey, normalizeLabels, type Labels } from './labels.ts';

/** Series that may still be made, shared by all metrics of a collector. */
export interface SeriesBudget {
  left: number;
}

interface Series<T> {
  readonly labels: Readonly<Record<string, string>>;
  readonly instrument: T;
}

/** What a family is bounded by. */
export interface FamilyLimits {
  readonly maxSeries: number;
  readonly budget: SeriesBudget;
  readonly redact: (text: string) => string;
}

/** All series of one metric. When there are too many, further label sets share one series called `other`. */
export class MetricFamily<T> {
  readonly #make: () => T;
  readonly #limits: FamilyLimits;
  readonly #series = new Map<string, Series<T>>();
  #unlabelled: T | undefined;
  #other: T | undefined;

  constructor(make: () => T, limits: FamilyLimits) {
    this.#make = make;
    this.#limits = limits;
  }

  /** The instrument of a label set; made at first use. */
  at(labels: Labels | undefined): T {
    const key = labels === undefined ? '' : labelKey(labels);
    if (labels === undefined || key === '') return (this.#unlabelled ??= this.#make());
    return this.#series.get(key)?.instrument ?? this.#find(labels);
  }

  /** The series with their labels, and the shared one where there is one. */
  export<R>(read: (instrument: T) => R): { series: (R & { labels: Readonly<Record<string, string>> })[]; other?: R } {
    const series = [...this.#series.values()].map(({ labels, instrument }) => ({ labels, ...read(instrument) }));
    if (this.#unlabelled !== undefined) series.unshift({ labels: {}, ...read(this.#unlabelled) });
    return this.#other === undefined ? { series } : { series, other: read(this.#other) };
  }

  #find(labels: Labels): T {
    const { maxSeries, budget, redact } = this.#limits;
    // Once it is full, nothing is made of the labels: a flood of them is not worth cleaning.
    if (this.#series.size >= maxSeries || budget.left <= 0) return (this.#other ??= this.#make());
    const clean = Object.fromEntries(Object.entries(normalizeLabels(labels)).map(([name, value]) => [redact(name), redact(value)]));
    const key = labelKey(clean);
    const known = this.#series.get(key);
    if (known) return known.instrument;
    budget.left -= 1;
    const instrument = this.#make();
    this.#series.set(key, { labels: clean, instrument });
    return instrument;
  }
}
