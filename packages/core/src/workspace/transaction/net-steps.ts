import type { LedgerEntry, Step } from './ledger.ts';

/**
 * The steps of all patches as one: for each path its state before the first and after the last. Where somebody else changed a file
 * between two of them, before is what they made of it: that is theirs, and what came earlier they have seen.
 */
export function netSteps(entries: readonly LedgerEntry[]): readonly Step[] {
  const net = new Map<string, Step>();
  for (const step of entries.flatMap(({ steps }) => steps)) {
    const earlier = net.get(step.path);
    const isOneChain = earlier !== undefined && earlier.after === (step.before?.sha256 ?? null);
    net.set(step.path, isOneChain ? { ...step, before: earlier.before } : step);
  }
  return [...net.values()];
}
