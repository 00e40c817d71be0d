import type { AppliedChange } from '@artemis/core';
import type { RuleName } from '../../src/index.ts';

/** A change with one defect in it. */
export interface SeededDefect {
  readonly name: string;
  readonly changes: readonly AppliedChange[];
  /** Rules that may find it; none for a defect only somebody who understands the code can see. */
  readonly rules: readonly RuleName[];
  /** Line of the defect in the first change. */
  readonly line: number;
}

export const edit = (path: string, before: string | null, after: string | null): AppliedChange => ({ path, before, after });

export const defect = (name: string, line: number, rules: readonly RuleName[], ...changes: readonly AppliedChange[]): SeededDefect => ({
  name,
  line,
  rules,
  changes,
});
