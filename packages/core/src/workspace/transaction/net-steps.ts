import type { LedgerEntry, Step } from './ledger.ts';

/** The steps of all patches as one: for each path its state before the first and after the last. */
export interface NetSteps {
  readonly steps: readonly Step[];
  /** Those of files that somebody else changed between two patches. */
  readonly interrupted: readonly Step[];
}

/** Sums up a ledger. */
export function netSteps(entries: readonly LedgerEntry[]): NetSteps {
  const net = new Map<string, Step>();
  const broken = new Set<string>();
  for (const step of entries.flatMap(({ steps }) => steps)) {
    const earlier = net.get(step.path);
    if (earlier && earlier.after !== (step.before?.sha256 ?? null)) broken.add(step.path);
    net.set(step.path, earlier ? { ...step, before: earlier.before } : step);
  }
  const all = [...net.values()];
  return { steps: all.filter(({ path }) => !broken.has(path)), interrupted: all.filter(({ path }) => broken.has(path)) };
}
