import { describeFailure, writeFileAtomic, type Artemis } from '@artemis/core';
import { warning, type Line } from '../terminal/line.ts';

/** Name of the metrics inside the folder of their run. */
export const metricsFileName = 'metrics.json';

/** Writes the metrics of a run beside its journal. A disk that will not take them is said and harms nothing. */
export async function keepMetrics(artemis: Artemis, runId: string, say: (lines: readonly Line[]) => void): Promise<void> {
  try {
    const directory = await artemis.runs.find(runId);
    await artemis.metrics.writeJson(async (text) => void (await writeFileAtomic(`${directory}/${metricsFileName}`, text)));
  } catch (error) {
    say([warning(`The metrics of this run could not be kept: ${describeFailure(error)}`)]);
  }
}
