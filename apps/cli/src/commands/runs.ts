import { toWire } from '@artemis/core';
import type { Invocation } from '../invocation.ts';
import { renderEvent } from '../render/render-event.ts';
import { line } from '../terminal/line.ts';
import { printRuns } from '../runs/print-runs.ts';
import { canResume, leftOut, openRunStore } from '../runs/stored-runs.ts';

/** `artemis runs`: lists the runs of this user, newest first. */
export async function listRuns(invocation: Invocation): Promise<number> {
  printRuns(await openRunStore(invocation.folders).list(), invocation);
  return 0;
}

/** `artemis runs show <run>`: prints a run again, as its journal tells it. */
export async function showRun(invocation: Invocation, runId = ''): Promise<number> {
  const { terminal, options, command, version, folders } = invocation;
  const store = openRunStore(folders);
  const run = await store.read(runId);
  if (options.json) {
    terminal.out.prettyJson({
      version: 1,
      run_id: run.runId,
      task: run.task?.text ?? null,
      project_dir: run.task?.projectDir ?? null,
      directory: run.directory,
      damage: run.damage,
      events: (await Array.fromAsync(store.events(runId))).map(toWire),
    });
    return 0;
  }
  terminal.out.print(
    line(`task     ${run.task?.text ?? '(none)'}`),
    line(`project  ${run.task?.projectDir ?? '-'}`),
    line(`record   ${run.directory}`),
  );
  const view = { command, version, host: null, verbose: options.verbose };
  for await (const event of store.events(runId)) terminal.out.print(...renderEvent(event, view));
  terminal.out.print(...leftOut(run));
  if (run.result === null && canResume(run))
    terminal.out.print(line(''), line(`It has not ended. Continue: ${command} resume ${run.runId}`));
  return 0;
}
