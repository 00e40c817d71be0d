import type { Severity } from '../rules/rule.ts';

/** A finding as a model writes it. Nothing of it is believed yet. */
export interface ModelFinding {
  readonly path: string;
  readonly line: number;
  readonly severity: Severity;
  readonly message: string;
  /** The text of the line it is about. */
  readonly quote?: string;
  readonly suggestion?: string;
}
