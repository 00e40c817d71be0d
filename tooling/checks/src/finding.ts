/** One thing a check objects to. */
export interface Finding {
  /** Path from the repository root, with `/`. */
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
  /** Name of the rule, in kebab-case. */
  readonly rule: string;
  readonly message: string;
}

/** The one line a finding is printed as. */
export function formatFinding(finding: Finding): string {
  return `${finding.path}:${finding.line}  ${finding.rule}  ${finding.message}`;
}
