import type { AbsentTools } from '@artemis/core';
import type { BrokenEntry } from '../config/server-config.ts';

/** A server whose entry cannot be used, as a run sees it. */
export const brokenEntryAbsent = ({ name, required, problem }: BrokenEntry): AbsentTools => ({
  origin: name,
  state: 'gone',
  reason: `Its entry cannot be used: ${problem}.`,
  code: 'ARTEMIS_E_MCP_CONFIG',
  required,
});
