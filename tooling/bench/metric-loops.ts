import { MetricsCollector } from '@artemis/core';
import type { MeasuredLoop } from './measure-interleaved.ts';

/** Recording through handles that were taken once, as hot paths do. Values spread over five orders of magnitude. */
export function metricLoops(): readonly MeasuredLoop[] {
  const metrics = new MetricsCollector();
  const counter = metrics.counter('bench.counter');
  const histogram = metrics.histogram('bench.histogram');
  const values = Float64Array.from({ length: 1_024 }, (_, index) => 10 ** ((index * 5) / 1_024));
  return [
    {
      name: 'counter',
      run(times) {
        for (let time = 0; time < times; time++) counter.add();
      },
    },
    {
      name: 'histogram',
      run(times) {
        for (let time = 0; time < times; time++) histogram.observe(values[time & 1_023] ?? 0);
      },
    },
  ];
}
