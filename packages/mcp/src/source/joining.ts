import type { AbsentTools } from '@artemis/core';
import type { ServerBasics } from '../config/server-config.ts';

/** A server that has not come up yet, as a run sees it. */
export const joining = ({ name, required }: Pick<ServerBasics, 'name' | 'required'>): AbsentTools => ({
  origin: name,
  state: 'joining',
  reason: 'It was still starting.',
  code: 'ARTEMIS_E_MCP_LATE',
  required,
});
