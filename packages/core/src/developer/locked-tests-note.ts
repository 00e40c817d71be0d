import type { Task } from '../task/task.ts';

/** What a developer is told of locked tests; `''` where they are not. */
export const lockedTestsNote = ({ lockTests }: Task): string =>
  lockTests === true
    ? 'The tests that are there, their snapshots and what decides how they run are locked: changes of them are not written. Add tests in files of their own.'
    : '';
