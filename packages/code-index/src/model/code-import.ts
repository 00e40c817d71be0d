/** One import, include or require, as the source says it. */
export interface CodeImport {
  /** What is imported, without quotes: `./clock.ts`, `os.path`, `crate::net`, `vendor/lib.h`. */
  readonly specifier: string;
  /** Line of the import, counted from 1. */
  readonly line: number;
  /** Names it takes from there, under the name they have over there. Absent when it takes everything, or names nothing. */
  readonly names?: readonly string[];
}
