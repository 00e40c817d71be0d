import type { BuildReport } from '../task/build-report.ts';
import type { RunStatus } from '../task/run-result.ts';

/**
 * What a finished run may be called. This is the only place that says `succeeded`, and it asks the gate alone: it passed, it
 * was shown that it can fail, and there is a change for it to have judged.
 */
export function gateVerdict(build: BuildReport | undefined, changedFiles: number): RunStatus {
  if (build?.status === 'failed') return 'failed';
  const believable = build?.status === 'passed' && build.evidence.kind !== 'none';
  return believable && changedFiles > 0 ? 'succeeded' : 'unverified';
}
