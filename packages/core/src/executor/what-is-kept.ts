import type { EndedRun } from '../capability/kg.ts';
import type { AcceptedSolution } from '../capability/rag.ts';
import type { AppliedChange } from '../task/patch.ts';
import type { RunResult } from '../task/run-result.ts';
import { readAccessOf } from '../workspace/guard/read-access.ts';
import type { Run } from './run.ts';

const mostDecisions = 20;
/** A memory takes room that present code could have: it shows what was done, not all of it. */
const mostChars = 6_000;
const mostCharsOfOneFile = 1_500;

/** What the graph is told of a run. */
export const endedRun = ({ runId, task, clock }: Run, { status, files, plan, approach, build }: RunResult): EndedRun => ({
  runId,
  task: task.text,
  status,
  endedAt: new Date(clock.wallMs()).toISOString(),
  changedFiles: files.map(({ path }) => path),
  decisions: [...(plan?.steps ?? []).map(({ title }) => title), approach, build?.summary ?? '']
    .map((text) => text.trim())
    .filter((text) => text !== '')
    .slice(0, mostDecisions),
});

/** What retrieval may learn of a run: the task, what was done, and how the files it made begin. */
export async function acceptedSolution(run: Run, { approach, files }: RunResult): Promise<AcceptedSolution> {
  const changes = (await run.workspace.changes()).filter(({ path }) => readAccessOf(path) === 'allowed');
  return {
    task: run.task.text.slice(0, mostChars),
    solution: [approach.trim(), ...changes.map(describe)].join('\n\n').trim().slice(0, mostChars),
    provenance: {
      runId: run.runId,
      acceptedAt: new Date(run.clock.wallMs()).toISOString(),
      files: files.map(({ path }) => path),
    },
  };
}

function describe({ path, before, after }: AppliedChange): string {
  if (after === null) return `${path} (deleted)`;
  return `${path} (${before === null ? 'created' : 'modified'})\n${after.slice(0, mostCharsOfOneFile)}`;
}
