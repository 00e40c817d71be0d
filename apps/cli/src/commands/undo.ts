import { Artemis, type UndoReport } from '@artemis/core';
import type { Invocation } from '../invocation.ts';
import { plural } from '../render/amounts.ts';
import { good, line, warning } from '../terminal/line.ts';

/** Some files could not be taken back, so the work of the run is still there in part. */
const incomplete = 1;

/** `artemis undo <run>`: takes back what a run has changed. Files that were changed since stay as they are. */
export async function undo({ terminal, options, folders }: Invocation, runId = ''): Promise<number> {
  const report = await new Artemis({ models: [], stateDir: folders.state }).undo(runId);
  if (options.json)
    terminal.out.prettyJson({ version: 1, run_id: runId, restored: report.restored, kept_because_changed: report.keptBecauseChanged });
  else terminal.out.print(...describe(report, runId));
  return report.keptBecauseChanged.length > 0 ? incomplete : 0;
}

function describe({ restored, keptBecauseChanged }: UndoReport, runId: string) {
  if (restored.length + keptBecauseChanged.length === 0) return [line(`Run ${runId} has changed nothing that is still there.`)];
  return [
    ...restored.map((path) => line(`  restored  ${path}`)),
    ...keptBecauseChanged.map((path) => line(`  ! kept    ${path}: it was changed after the run`, 'warning')),
    keptBecauseChanged.length > 0
      ? warning(`${plural(restored.length, 'file')} restored, ${keptBecauseChanged.length} kept`)
      : good(`${plural(restored.length, 'file')} restored`),
  ];
}
