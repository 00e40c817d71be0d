import type { Candidate } from './candidate.ts';

/** How good work is, best first. */
const standings = ['passed', 'passed without evidence', 'inconclusive', 'not built', 'failed', 'changes nothing'] as const;

/** What the gate says of a candidate. */
export type Standing = (typeof standings)[number];

/** Work that changes nothing passes every gate, and is the last to be taken. */
export function standingOf({ report, size }: Pick<Candidate, 'report' | 'size'>): Standing {
  if (size.files === 0) return 'changes nothing';
  if (report.status === 'passed') return report.evidence.kind === 'none' ? 'passed without evidence' : 'passed';
  return report.status === 'not-built' ? 'not built' : report.status;
}

/** Place of a standing, from 0. */
export const placeOf = (standing: Standing): number => standings.indexOf(standing);
