import type { BuildReport } from '../task/build-report.ts';
import type { RefusedChange } from '../workspace/transaction/plan-patch.ts';

/** The report with what was not written: a developer can only mend what it is told of. */
export function withUnwritten(report: BuildReport, refused: readonly RefusedChange[]): BuildReport {
  if (refused.length === 0) return report;
  const unwritten = refused.map(({ path, reason }) => `Not written: ${path}: ${reason}`);
  return { ...report, warnings: [...(report.warnings ?? []), ...unwritten] };
}
