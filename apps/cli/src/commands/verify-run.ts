import { exitCodes, type VerifiedRun } from '@artemis/core';
import { openArtemis } from '../compose/open-artemis.ts';
import { loadSettings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { untilSignal } from '../process/until-signal.ts';
import { renderGate } from '../render/render-gate.ts';
import { leftOut, openRunStore } from '../runs/stored-runs.ts';
import { bad, good, line, warning, type Line } from '../terminal/line.ts';

/** `artemis runs verify <run>`: whether what a run has left behind still stands. No model is asked. */
export async function verify(invocation: Invocation, runId = ''): Promise<number> {
  const { terminal, options, env, folders } = invocation;
  const { task } = await openRunStore(folders).read(runId);
  const projectDir = task?.projectDir ?? options.cwd;
  const settings = await loadSettings({ options, env, folders, projectDir });
  terminal.err.print(...settings.warnings.map(warning));
  const artemis = await openArtemis(invocation, { settings, models: [], projectDir });
  try {
    return await untilSignal(async (signal) => {
      const verified = await artemis.verify(runId, { signal });
      if (options.json) terminal.out.prettyJson(documentOf(verified, runId));
      else terminal.out.print(...describe(verified));
      return stands(verified) ? exitCodes.done : exitCodes.notAccepted;
    });
  } finally {
    await artemis.close();
  }
}

/** The files are as they were left, and no gate says no: not then, and not now. */
const stands = ({ intact, gate, gateNow }: VerifiedRun): boolean => intact && (gateNow ?? gate)?.status !== 'failed';

function documentOf(verified: VerifiedRun, runId: string): object {
  const { intact, ended, damage, files, gate, gateNow } = verified;
  return { version: 1, run_id: runId, stands: stands(verified), intact, ended, damage, files, gate, gate_now: gateNow ?? null };
}

function describe(verified: VerifiedRun): readonly Line[] {
  const { ended, files, gate, gateNow } = verified;
  return [
    ...files.map(({ path, state }) =>
      state === 'unchanged' ? line(`  as left  ${path}`) : line(`  ! ${state.padEnd(8)} ${path}`, 'warning'),
    ),
    ...(gate ? [line('Gate of the run:', 'strong'), ...renderGate(gate)] : [line('No gate ran in this run.')]),
    ...(gateNow ? [line('Gate now:', 'strong'), ...renderGate(gateNow)] : []),
    ...leftOut(verified),
    ...(ended || verified.damage ? [] : [warning('The run has not ended.')]),
    stands(verified) ? good('What this run left behind still stands.') : bad('What this run left behind does not stand any more.'),
  ];
}
