import { ProcessError } from '../process-error.ts';
import type { Network } from './sandbox.ts';

/**
 * Whether a room has the network at all, for a sandbox that cannot tell hosts apart.
 *
 * @throws ProcessError `ARTEMIS_E_SANDBOX_UNAVAILABLE` for a list of hosts: all of the network would be more than was allowed.
 */
export function allOrNothing(network: Network, sandbox: string): boolean {
  if (typeof network === 'boolean') return network;
  throw new ProcessError('ARTEMIS_E_SANDBOX_UNAVAILABLE', `${sandbox} cannot let single hosts through (${network.join(', ')}).`);
}
