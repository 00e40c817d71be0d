import { RunRefusedError, type CallContext } from '@artemis/core';
import { processErrorCodes } from '../error-codes.ts';
import { ProcessError } from '../process-error.ts';
import { findSandbox } from './find-sandbox.ts';
import type { SandboxSearch } from './sandbox-probe.ts';
import { noSandbox } from './no-sandbox.ts';
import type { Network, Sandbox } from './sandbox.ts';

/** What the user wants of the sandbox. A project's own files must never decide it. */
export interface SandboxPolicy {
  /**
   * - `require`: without a sandbox nothing is run, and the run is refused.
   * - `prefer`: without a sandbox generated code is not run.
   * - `off`: no sandbox is used. The user has said so.
   *
   * Default: `prefer`.
   */
  readonly sandbox?: 'require' | 'prefer' | 'off';
  /** Runs generated code without a sandbox where there is none, under `prefer`. Default: false. */
  readonly allowUnsandboxed?: boolean;
}

/**
 * The sandbox that a policy gives on this machine.
 *
 * @param network - What the rooms will reach. Default: nothing.
 * @throws ProcessError `ARTEMIS_E_SANDBOX_UNAVAILABLE`, or RunRefusedError `ARTEMIS_E_SANDBOX_REQUIRED`, when there is none and it was not said that none is needed.
 */
export async function chooseSandbox(
  policy: SandboxPolicy,
  search: SandboxSearch,
  call: CallContext,
  network: Network = false,
): Promise<Sandbox> {
  const without = async (): Promise<Sandbox> => noSandbox((await search.toolchain.find('prlimit', '/nowhere'))?.file ?? null);
  if (policy.sandbox === 'off') return without();
  const probe = await findSandbox(search, call, network);
  if (probe.works) return probe.sandbox;
  if (policy.sandbox === 'require') throw sandboxRequired(probe.reason);
  if (policy.allowUnsandboxed) return without();
  throw new ProcessError('ARTEMIS_E_SANDBOX_UNAVAILABLE', `Generated code was not run: ${probe.reason}.`);
}

/** Nothing less safe may stand in for a sandbox that is required. */
const sandboxRequired = (reason: string): RunRefusedError =>
  new RunRefusedError('ARTEMIS_E_SANDBOX_REQUIRED', `No sandbox: ${reason}.`, {
    hint: processErrorCodes.ARTEMIS_E_SANDBOX_REQUIRED.remedy,
  });
