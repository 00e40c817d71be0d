import type { ComponentHealth } from '@artemis/core';
import type { RefusedPlugin } from '../compose/open-artemis.ts';

/** How everything is. */
export interface HealthReport {
  readonly components: readonly ComponentHealth[];
  readonly refused: readonly RefusedPlugin[];
  /** 95th percentile of the last run's times, in milliseconds, by capability. */
  readonly latencies: ReadonlyMap<string, number>;
}
