import type { StoredRun } from '@artemis/core';
import type { Invocation } from '../invocation.ts';
import { ago, duration, plural } from '../render/amounts.ts';
import { columns } from '../terminal/columns.ts';
import { line } from '../terminal/line.ts';
import { statusOf } from './stored-runs.ts';

const longestTask = 60;

/** Lists runs: a table for people, a document for programs. */
export function printRuns(runs: readonly StoredRun[], { terminal, options }: Pick<Invocation, 'terminal' | 'options'>): void {
  if (options.json) return terminal.out.prettyJson({ version: 1, runs: runs.map(documentOf) });
  if (runs.length === 0) return terminal.out.print(line('No runs.'));
  const rows = runs.map((run) => {
    const { result, startedAt } = run;
    const task = (run.problem ?? run.task?.text ?? '').replace(/\s+/g, ' ');
    return [
      run.runId,
      run.damage === 'corrupt' ? `${statusOf(run)}, damaged` : statusOf(run),
      startedAt === null ? '-' : ago(Date.now() - Date.parse(startedAt)),
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
  const { result } = run;
  return {
    run_id: run.runId,
    status: statusOf(run),
    started_at: run.startedAt,
    duration_ms: result?.durationMs ?? null,
    task: run.task?.text ?? null,
    project_dir: run.task?.projectDir ?? null,
    files: result?.files.map(({ path }) => path) ?? null,
    degraded: result?.degraded.map(({ component }) => component) ?? null,
    damage: run.damage,
    problem: run.problem,
  };
}
