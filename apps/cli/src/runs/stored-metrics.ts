import { readFile } from 'node:fs/promises';
import type { MetricsDocument, StoredRun } from '@artemis/core';
import type { Folders } from '../config/folders.ts';
import { metricsFileName } from '../run/keep-metrics.ts';
import { openRunStore } from './stored-runs.ts';

/** The metrics of one run. */
export interface StoredMetrics {
  readonly runId: string;
  readonly document: MetricsDocument;
}

/** Metrics of a run; `null` when it has none that can be read. */
export async function metricsOf({ runId, directory }: Pick<StoredRun, 'runId' | 'directory'>): Promise<StoredMetrics | null> {
  try {
    const document = JSON.parse(await readFile(`${directory}/${metricsFileName}`, 'utf8')) as MetricsDocument;
    return document.version === 1 ? { runId, document } : null;
  } catch {
    // None were kept, or the disk has lost them: there is nothing to show.
    return null;
  }
}

/** Metrics of the newest run that has any; `null` when none has. */
export async function latestMetrics(folders: Folders): Promise<StoredMetrics | null> {
  for (const run of await openRunStore(folders).list()) {
    const found = await metricsOf(run);
    if (found) return found;
  }
  return null;
}
