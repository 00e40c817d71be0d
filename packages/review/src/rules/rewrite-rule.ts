import type { RuleName } from './rule-name.ts';
import type { Severity } from './rule.ts';

/** A line before and after it was rewritten, and what else the change did. */
export interface Rewrite {
  /** The line as it was, without indentation, comments, and what strings hold. */
  readonly before: string;
  /** The line as it is, likewise. */
  readonly after: string;
  /** Whether the lines around it are as they were. */
  readonly isAlone: boolean;
  /** Names of functions that are called in lines the change has added to the file. */
  readonly calledNow: ReadonlySet<string>;
  /** Words of lines that declare something `async` and are gone, in all files. */
  readonly asyncBefore: ReadonlySet<string>;
}

/** A rule about what a line was rewritten to. */
export interface RewriteRule {
  readonly name: RuleName;
  readonly severity: Severity;
  readonly files: RegExp;
  /** Whether the rewriting is what the rule is about. It takes linear time on any text. */
  readonly isFound: (rewrite: Rewrite) => boolean;
  /** Leaves out what is meant. Default: nothing. */
  readonly unless?: (rewrite: Rewrite) => boolean;
  readonly message: string;
  /** The line as it should be. Default: no suggestion. */
  readonly mend?: (line: string) => string;
}
