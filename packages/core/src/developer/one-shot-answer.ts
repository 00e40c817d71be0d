import type { Patch } from '../task/patch.ts';

/** A file as the model writes it. */
export interface AnswerFile {
  readonly filename: string;
  readonly content: string;
}

/** The whole answer of a one-shot developer: an approach, one implementation file, its tests, and more files where one is not enough. */
export interface OneShotAnswer {
  readonly approach: string;
  readonly implementation: AnswerFile;
  readonly tests?: AnswerFile | undefined;
  readonly files?: readonly AnswerFile[] | undefined;
}

/** The answer as file changes. */
export function patchOf({ approach, implementation, tests, files = [] }: OneShotAnswer): Patch {
  const all = [implementation, ...(tests ? [tests] : []), ...files];
  return { approach, changes: all.map(({ filename, content }) => ({ kind: 'write', path: filename, content })) };
}
