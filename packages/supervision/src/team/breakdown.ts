import { ArtemisError, type ErrorCodeName } from '@artemis/core';

/** Ends that another try may not meet: nobody had said that the work could not be done. */
const mendable: ReadonlySet<ErrorCodeName> = new Set(['ARTEMIS_E_DEVELOPER_STALLED', 'ARTEMIS_E_WORK_TREE', 'ARTEMIS_E_INTERNAL']);

/** Whether a developer broke down, rather than came to an end of its own: only then is it started again. */
export function isBreakdown(error: unknown): boolean {
  return error instanceof ArtemisError ? mendable.has(error.code) : true;
}
