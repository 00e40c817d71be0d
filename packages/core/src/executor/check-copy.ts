import { createHash } from 'node:crypto';
import type { BuildBaseline } from '../capability/build.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { BuildReport } from '../task/build-report.ts';
import type { AppliedChange, Patch } from '../task/patch.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { expectShape } from './expect-shape.ts';
import type { Run } from './run.ts';
import { withUnwritten } from './with-unwritten.ts';

/** A patch to be tried in a copy of the project. */
export interface Trial {
  readonly copy: Workspace;
  readonly baseline: BuildBaseline;
  readonly patch: Patch;
}

/** Brings a patch to a copy of the project and runs the gate there. What it says holds for the copy: the project has its own gate. */
export async function checkCopy(run: Run, { copy, baseline, patch }: Trial, call: CallContext): Promise<BuildReport> {
  const { refused } = await copy.apply(patch);
  const changes = sinceBeforeTheRun(await run.workspace.changes(), await copy.changes());
  const state = changes.map(({ path, after }) => [path, after]);
  const key = `gate:copy:${createHash('sha256').update(JSON.stringify(state)).digest('hex')}`;
  if (run.journal.has(key)) return withUnwritten((await run.journal.recall(key)) as BuildReport, refused);
  const request = { projectDir: copy.root, copyOf: run.workspace.root, changes, baseline };
  const report = await run.call(
    'build',
    async (builder, inner) => withoutPath(expectShape('build', await builder.verify(request, inner)), copy.root),
    call,
  );
  await run.journal.remember(key, report);
  return withUnwritten(report, refused);
}

/** A resumed run has other copies: what is told of this one must not lead to other questions than before. */
function withoutPath(report: BuildReport, root: string): BuildReport {
  const path = JSON.stringify(root).slice(1, -1);
  return JSON.parse(JSON.stringify(report).replaceAll(`${path}/`, '').replaceAll(path, '.')) as BuildReport;
}

/** What the run had changed when the copy was made and what was changed in the copy, against the project before the run. */
function sinceBeforeTheRun(ofRun: readonly AppliedChange[], ofCopy: readonly AppliedChange[]): readonly AppliedChange[] {
  const all = new Map(ofRun.map((change) => [change.path, change]));
  for (const { path, before, after } of ofCopy) {
    const known = all.get(path);
    all.set(path, { path, before: known ? known.before : before, after });
  }
  return [...all.values()].filter(({ before, after }) => before !== after).toSorted((one, other) => (one.path < other.path ? -1 : 1));
}
