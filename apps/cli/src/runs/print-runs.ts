import type { StoredRun } from '@artemis/core';
import type { Invocation } from '../invocation.ts';
import { ago, duration, plural } from '../render/amounts.ts';
import { columns } from '../terminal/columns.ts';
import { line } from '../terminal/line.ts';
import { resultOf, statusOf } from './stored-runs.ts';

const longestTask = 60;

/** Lists runs: a table for people, a document for programs. */
export function printRuns(runs: readonly StoredRun[], { terminal, options }: Pick<Invocation, 'terminal' | 'options'>): void {
  if (options.json) return terminal.out.prettyJson({ version: 1, runs: runs.map(documentOf) });
  if (runs.length === 0) return terminal.out.print(line('No runs.'));
  const rows = runs.map((run) => {
    const result = resultOf(run);
    const started = run.events[0]?.ts;
    const task = (run.task?.text ?? '').replace(/\s+/g, ' ');
    return [
      run.runId,
      statusOf(run),
      started === undefined ? '-' : ago(Date.now() - Date.parse(started)),
      result ? duration(result.durationMs) : '-',
      result ? plural(result.files.length, 'file') : '-',
      task.length > longestTask ? `${task.slice(0, longestTask - 1)}…` : task,
    ];
  });
  terminal.out.print(
    ...columns([['RUN', 'STATUS', 'STARTED', 'TOOK', 'CHANGED', 'TASK'], ...rows]).map((text, index) =>
      line(text, index === 0 ? 'strong' : 'plain'),
    ),
  );
}

function documentOf(run: StoredRun): object {
  const result = resultOf(run);
  return {
    run_id: run.runId,
    status: statusOf(run),
    started_at: run.events[0]?.ts ?? null,
    duration_ms: result?.durationMs ?? null,
    task: run.task?.text ?? null,
    project_dir: run.task?.projectDir ?? null,
    files: result?.files.map(({ path }) => path) ?? null,
    degraded: result?.degraded.map(({ component }) => component) ?? null,
  };
}
