import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { MetricsDocument, StoredRun } from '@artemis/core';
import type { Folders } from '../config/folders.ts';
import { metricsFileName } from '../run/keep-metrics.ts';
import { runsFolder } from './stored-runs.ts';

/** The metrics of one run. */
export interface StoredMetrics {
  readonly runId: string;
  readonly document: MetricsDocument;
}

/** Metrics of a run; `null` when it has none that can be read. */
export async function metricsOf({ runId, directory }: Pick<StoredRun, 'runId' | 'directory'>): Promise<StoredMetrics | null> {
  try {
    const document = JSON.parse(await readFile(join(directory, metricsFileName), 'utf8')) as MetricsDocument;
    return isDocument(document) ? { runId, document } : null;
  } catch {
    // None were kept, or the disk has lost them: there is nothing to show.
    return null;
  }
}

/** Metrics of the run that was the last to keep any; `null` when none has. Journals are not read: there may be many. */
export async function latestMetrics(folders: Folders): Promise<StoredMetrics | null> {
  const root = runsFolder(folders);
  const names = await readdir(root).catch(() => []);
  const dated = await Promise.all(names.map(async (runId) => ({ runId, writtenMs: await writtenAt(join(root, runId, metricsFileName)) })));
  for (const { runId } of dated.filter(({ writtenMs }) => writtenMs > 0).toSorted((a, b) => b.writtenMs - a.writtenMs)) {
    const found = await metricsOf({ runId, directory: join(root, runId) });
    if (found) return found;
  }
  return null;
}

const writtenAt = (file: string): Promise<number> =>
  stat(file).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );

const isDocument = ({ version, counters, gauges, timers, histograms }: Partial<MetricsDocument>): boolean =>
  version === 1 && [counters, gauges, timers, histograms].every((metrics) => Array.isArray(metrics));
