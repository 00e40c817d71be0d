import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Labels } from '../../src/metrics/labels.ts';
import { MetricsCollector } from '../../src/metrics/metrics-collector.ts';
import { FakeClock } from '../../src/testing/fake-clock.ts';

const clock = new FakeClock();
const collector = (options: object = {}): MetricsCollector => new MetricsCollector({ clock, ...options });

describe('counters', () => {
  it('add up, each set of labels for itself, whatever the order of the labels', () => {
    const metrics = collector();
    metrics.increment('tasks');
    metrics.increment('tasks', {}, 2);
    metrics.increment('tasks', { kind: 'a', ok: true });
    metrics.increment('tasks', { ok: true, kind: 'a' });
    expect(metrics.exportJson().counters).toEqual([
      {
        name: 'tasks',
        series: [
          { labels: {}, value: 3 },
          { labels: { kind: 'a', ok: 'true' }, value: 2 },
        ],
      },
    ]);
  });

  it.each([NaN, -1, Infinity])('ignore a growth of %s', (by) => {
    const metrics = collector();
    metrics.increment('tasks', undefined, by);
    expect(metrics.counter('tasks').value).toBe(0);
  });

  it('are the same through a handle', () => {
    const metrics = collector();
    const handle = metrics.counter('calls', { component: 'rag' });
    handle.add();
    metrics.increment('calls', { component: 'rag' });
    expect(handle.value).toBe(2);
  });
});

describe('gauges', () => {
  it('keep the last value and ignore what is no number', () => {
    const metrics = collector();
    metrics.gauge('agents', 3);
    metrics.gauge('agents', 2);
    metrics.gauge('agents', NaN);
    expect(metrics.exportJson().gauges).toEqual([{ name: 'agents', series: [{ labels: {}, value: 2 }] }]);
  });
});

describe('timers', () => {
  it('measure a block', () => {
    const metrics = collector();
    {
      using timer = metrics.timer('query', { store: 'lexical' });
      clock.advance(40);
      expect(timer.stop).toBeTypeOf('function');
    }
    expect(metrics.exportJson().timers).toMatchObject([
      { name: 'query', series: [{ labels: { store: 'lexical' }, count: 1, min: 40, mean: 40, p99: 40 }] },
    ]);
  });

  it('record once, however often they are stopped', () => {
    const metrics = collector();
    const timer = metrics.timer('query');
    clock.advance(5);
    expect(timer.stop()).toBe(5);
    clock.advance(5);
    expect(timer.stop()).toBe(5);
    expect(metrics.exportJson().timers[0]?.series[0]?.count).toBe(1);
  });

  it('measure a function and give back what it returns', () => {
    const metrics = collector();
    expect(metrics.time('work', () => (clock.advance(7), 'done'))).toBe('done');
    expect(metrics.exportJson().timers[0]?.series[0]).toMatchObject({ count: 1, max: 7 });
  });

  it('measure a function that throws', () => {
    const metrics = collector();
    const fail = (): never => {
      clock.advance(3);
      throw new RangeError('no');
    };
    expect(() => metrics.time('work', fail)).toThrow(RangeError);
    expect(metrics.exportJson().timers[0]?.series[0]).toMatchObject({ count: 1, max: 3 });
  });

  it('measure a promise until it settles, also when it rejects', async () => {
    const metrics = collector();
    const work = metrics.time('work', async () => {
      await Promise.resolve();
      clock.advance(9);
      throw new RangeError('no');
    });
    await expect(work).rejects.toThrow(RangeError);
    expect(metrics.exportJson().timers[0]?.series[0]).toMatchObject({ count: 1, max: 9 });
  });
});

describe('bounds', () => {
  it('O02: a million label values become 1 000 series and "other"', () => {
    const metrics = collector();
    for (let value = 0; value < 1_000_000; value += 1) metrics.increment('files', { path: `src/${value}.ts` });
    const [files] = metrics.exportJson().counters;
    expect(files?.series).toHaveLength(1000);
    expect(files?.other).toEqual({ value: 999_000 });
    metrics.increment('files', {});
    metrics.increment('files', { path: 'src/7.ts' });
    expect([metrics.counter('files').value, metrics.counter('files', { path: 'src/7.ts' }).value]).toEqual([1, 2]);
  });

  it('O02: a hundred thousand label names become 1 000 series and "other"', () => {
    const metrics = collector();
    for (let value = 0; value < 100_000; value += 1) metrics.observe('sizes', value, { [`l${value}`]: 1 });
    const [sizes] = metrics.exportJson().histograms;
    expect(sizes?.series).toHaveLength(1000);
    expect(sizes?.other?.count).toBe(99_000);
  });

  it('O02: metric names and all series together are bounded', () => {
    const metrics = collector();
    for (let name = 0; name < 3000; name += 1) for (let label = 0; label < 10; label += 1) metrics.increment(`m${name}`, { label });
    const { counters } = metrics.exportJson();
    expect(counters).toHaveLength(1001);
    expect(counters.reduce((sum, { series }) => sum + series.length, 0)).toBe(5000);
    const total = counters.reduce(
      (sum, { series, other }) => sum + (other?.value ?? 0) + series.reduce((part, { value }) => part + value, 0),
      0,
    );
    expect(total).toBe(30_000);
  });

  it('O02: long label texts are cut', () => {
    const metrics = collector();
    metrics.increment('m', { path: 'x'.repeat(1e6) });
    expect(metrics.exportJson().counters[0]?.series[0]?.labels).toEqual({ path: 'x'.repeat(128) });
  });

  it('O05: labels are cleaned before they are kept, and equal ones share a series', () => {
    const metrics = collector({ redact: (text: string) => text.replaceAll(/sk-\d+/g, '[redacted]') });
    metrics.increment('m', { key: 'sk-123' });
    metrics.increment('m', { key: 'sk-456' });
    expect(metrics.exportJson().counters[0]?.series).toEqual([{ labels: { key: '[redacted]' }, value: 2 }]);
  });

  it('O07: labels that cannot be read are counted as dropped, and nothing throws', () => {
    const metrics = collector();
    const hostile = new Proxy(
      {},
      {
        ownKeys: () => {
          throw new TypeError('no');
        },
      },
    );
    for (const labels of [hostile, null, { a: Object.create(null) }, { s: Symbol('s') }])
      metrics.increment('m', labels as unknown as Labels);
    expect(metrics.exportJson()).toMatchObject({ dropped: 3 });
  });

  it('never throws, whatever it is given', () => {
    const metrics = collector();
    fc.assert(
      fc.property(fc.anything(), fc.anything(), fc.anything(), (name, labels, value) => {
        metrics.increment(name as string, labels as Labels, value as number);
        metrics.gauge(name as string, value as number, labels as Labels);
        metrics.observe(name as string, value as number, labels as Labels);
        metrics.timer(name as string, labels as Labels).stop();
      }),
    );
    expect(() => JSON.stringify(metrics.exportJson())).not.toThrow();
  });
});

describe('exportJson', () => {
  it('is plain JSON with a version and the time', () => {
    const newYear = new FakeClock({ wallMs: Date.UTC(2026, 0, 2) });
    const metrics = new MetricsCollector({ clock: newYear });
    newYear.advance(1000);
    const document = metrics.exportJson();
    expect(document).toEqual({
      version: 1,
      startedAt: '2026-01-02T00:00:00.000Z',
      exportedAt: '2026-01-02T00:00:01.000Z',
      counters: [],
      gauges: [],
      timers: [],
      histograms: [],
      dropped: 0,
    });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('is written as text through whoever writes', async () => {
    const written: string[] = [];
    const metrics = collector();
    metrics.increment('m');
    await metrics.writeJson(async (text) => void written.push(text));
    expect(JSON.parse(written.join(''))).toMatchObject({ version: 1, counters: [{ name: 'm' }] });
  });

  it('O01: rejects with the reason when it cannot be written', async () => {
    const reason = new RangeError('disk full');
    await expect(collector().writeJson(() => Promise.reject(reason))).rejects.toBe(reason);
  });
});
