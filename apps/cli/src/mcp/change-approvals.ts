import { dirname } from 'node:path';
import { ArtemisError, describeFailure, makeFolder, nodeFileSystem } from '@artemis/core';
import type { Approvals } from '@artemis/mcp';

/**
 * Changes the file with the tools that the user has approved.
 *
 * @throws ArtemisError `ARTEMIS_E_LOCAL_STATE` when it cannot be written, `ARTEMIS_E_MCP_APPROVALS` when it is broken.
 */
export async function changeApprovals(file: string, change: (before: Approvals) => Approvals): Promise<void> {
  const { readApprovals, writeApprovals } = await import('@artemis/mcp');
  const after = change(await readApprovals(file, nodeFileSystem));
  try {
    await makeFolder(nodeFileSystem, dirname(file), 0o700);
    await writeApprovals(file, after);
  } catch (error) {
    throw new ArtemisError('ARTEMIS_E_LOCAL_STATE', `${file} cannot be written: ${describeFailure(error)}.`, {
      hint: 'Make the folder writable, or set XDG_CONFIG_HOME to another one.',
      cause: error,
      facts: { path: file },
    });
  }
}
