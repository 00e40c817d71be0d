import type { ZodType } from 'zod';
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

/** Schema of a complete answer: tests are part of the work. */
export async function completeAnswerSchema(): Promise<ZodType<OneShotAnswer>> {
  const { shape, z, file } = await parts();
  return z.object({ ...shape, tests: file });
}

/** Schema of an answer that is still worth taking when the model will not write tests. */
export async function untestedAnswerSchema(): Promise<ZodType<OneShotAnswer>> {
  const { shape, z, file } = await parts();
  return z.object({ ...shape, tests: file.optional() });
}

/** The answer as file changes. */
export function patchOf({ approach, implementation, tests, files = [] }: OneShotAnswer): Patch {
  const all = [implementation, ...(tests ? [tests] : []), ...files];
  return { approach, changes: all.map(({ filename, content }) => ({ kind: 'write', path: filename, content })) };
}

/** zod is loaded when the first answer is there, so that nobody waits for it before. */
async function parts() {
  const { z } = await import('zod');
  const file = z.object({ filename: z.string().min(1), content: z.string() });
  return { z, file, shape: { approach: z.string().default(''), implementation: file, files: z.array(file).max(50).optional() } };
}
