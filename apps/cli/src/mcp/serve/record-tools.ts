import { ArtemisError, explainRun, toWire, type RunStore, type StoredRun } from '@artemis/core';
import { z } from 'zod';
import { runningDocument, storedDocument } from './run-document.ts';
import { isInside } from './served-folder.ts';
import type { ServedTool } from './served-tool.ts';
import type { TaskDesk } from './task-desk.ts';

const mostRuns = 20;
const runId = z.string().regex(/^[0-9a-v]{4,32}$/, 'expected the id of a run');
const maybeRun = z.object({ run_id: runId.optional() });
const oneRun = z.object({ run_id: runId });

/** How the run under way is, how another was, or which there were. Of other folders nothing is told. */
export const statusTool = (store: RunStore, desk: TaskDesk, served: string): ServedTool<z.output<typeof maybeRun>> => ({
  name: 'status',
  description: 'How a run is, or was. Without run_id: the run under way, or the last runs of the served folder.',
  input: maybeRun,
  readOnly: true,
  async answer({ run_id: id }) {
    const { current } = desk;
    if (current && (id === undefined || id === current.runId)) return runningDocument(current);
    if (id !== undefined) return storedDocument(await ownRun(store, served, id));
    const runs = (await store.list()).filter((run) => isOwn(served, run));
    return { state: 'idle', runs: runs.slice(0, mostRuns).map(storedDocument) };
  },
});

/** Why a run went as it did. */
export const explainTool = (store: RunStore, served: string): ServedTool<z.output<typeof oneRun>> => ({
  name: 'explain',
  description: 'Why a run degraded, retried and cost what it did, from its record. No model is asked.',
  input: oneRun,
  readOnly: true,
  async answer({ run_id: id }) {
    await ownRun(store, served, id);
    return { run_id: id, ...(toWire(await explainRun(store.events(id))) as object) };
  },
});

const isOwn = (served: string, { task }: StoredRun): boolean => task !== null && isInside(served, task.projectDir);

async function ownRun(store: RunStore, served: string, id: string): Promise<StoredRun> {
  const run = await store.read(id);
  if (isOwn(served, run)) return run;
  throw new ArtemisError('ARTEMIS_E_USAGE', `Run ${id} is none of ${served}.`, { hint: 'Leave run_id out to see which there are.' });
}
