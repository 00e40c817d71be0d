import type { Finding } from '@artemis/core';
import type { CodeViews } from '../diff/code-views.ts';
import type { FileDiff } from '../diff/file-diff.ts';
import type { RuleName } from './rule-name.ts';

/** How much a finding weighs. */
export type Severity = Finding['severity'];

/** A finding of a rule. */
export interface RuleFinding extends Finding {
  readonly rule: RuleName;
}

/** One changed file as rules see it. */
export interface FileFacts {
  readonly diff: FileDiff;
  /** Views of the text after the change. */
  readonly views: CodeViews;
  readonly isTest: boolean;
}

/** A rule about lines that were added. */
export interface LineRule {
  readonly name: RuleName;
  readonly severity: Severity;
  /** Severity in files that hold tests; `off` where it is no fault there. Default: the same. */
  readonly inTests?: Severity | 'off';
  /** Severity in new files. Default: the same. */
  readonly inNewFiles?: Severity;
  /** Paths it is for. Default: all. */
  readonly files?: RegExp;
  /** Whether it is for tests only. Default: false. */
  readonly onlyTests?: boolean;
  /**
   * What is looked at. `text` is the line as it is, with the line behind it for what stands on two; `statements` is `uncommented`,
   * where what is found must begin outside of strings.
   */
  readonly look: keyof CodeViews | 'text' | 'statements';
  /** What is not wanted. It takes linear time on any text. */
  readonly pattern: RegExp;
  /** What the file must hold for the rule to make sense. Default: nothing. */
  readonly needs?: RegExp;
  /** Leaves out files for which this holds. Default: none. */
  readonly unless?: (facts: FileFacts) => boolean;
  readonly message: string;
  /** The line as it should be. Default: no suggestion. */
  readonly mend?: (line: string) => string;
}

/** A rule about a change as a whole. */
export type ChangeRule = (files: readonly FileFacts[]) => readonly RuleFinding[];
