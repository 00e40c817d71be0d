import assert from 'node:assert/strict';
import { holdRun } from '../../src/executor/hold-run.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { ProcessLocks } from '../../src/ports/process-lock.ts';

/** Locks of one virtual machine: what a holder has is free the moment it lets go or dies. */
function virtualLocks(): ProcessLocks {
  let holder: number | null = null;
  let processes = 0;
  return {
    async acquire() {
      if (holder !== null) return { holder: { pid: holder, host: 'virtual' } };
      const pid = ++processes;
      holder = pid;
      return { lock: { release: async () => void (holder === pid && (holder = null)) } };
    },
  };
}

/**
 * Processes that want the same run. Each call is one more of them; whoever gets the run keeps it for the given time.
 *
 * @returns Whether it got the run. Throws when two hold it at once, or when one is refused that nobody stands in the way of.
 */
export function contendForRun(clock: Clock): (heldMs: number) => Promise<boolean> {
  const locks = virtualLocks();
  let holders = 0;
  return async (heldMs) => {
    const before = holders;
    try {
      const lock = await holdRun(locks, '/virtual/run');
      assert.equal(++holders, 1, 'two processes hold one run');
      clock.after(heldMs, () => {
        holders--;
        void lock.release();
      });
      return true;
    } catch (error) {
      assert.equal((error as { code?: string }).code, 'ARTEMIS_E_RUN_HELD');
      assert.equal(before, 1, 'a run that nobody holds was refused');
      return false;
    }
  };
}
