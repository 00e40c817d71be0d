import { ArtemisError } from '../errors/artemis-error.ts';

/** Why a flags file was refused. */
export type FlagsFileRule =
  | 'missing'
  | 'unreadable'
  | 'not-a-file'
  | 'too-large'
  | 'empty'
  | 'not-json'
  | 'not-an-object'
  | 'unknown-key'
  | 'wrong-type'
  | 'given-twice'
  | 'core-feature';

/** What is known of a problem with a flags file. */
export interface FlagsFileProblem {
  readonly rule: FlagsFileRule;
  /** What is wrong, as the end of a sentence that begins with the file. */
  readonly problem: string;
  readonly hint: string;
  readonly key?: string;
  /** The offending value as JSON, cut. */
  readonly value?: string;
  /** Line of the key, from 1. */
  readonly line?: number;
  /** The known key it may be meant to be. */
  readonly nearest?: string;
}

/** A flags file that was named but cannot be used. It is never replaced by the defaults: it may exist to switch something off. */
export class FlagsFileError extends ArtemisError {
  override readonly name = 'FlagsFileError';
  readonly rule: FlagsFileRule;

  constructor(file: string, { rule, problem, hint, ...details }: FlagsFileProblem, cause?: unknown) {
    const place = details.line === undefined ? file : `${file}:${details.line}`;
    super('ARTEMIS_E_FLAGS_FILE', `Flags file ${place} ${problem}.`, { hint, cause, facts: { file, rule, ...details } });
    this.rule = rule;
  }
}
