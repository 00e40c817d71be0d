import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { installedSources } from './code-corpus.ts';
import { commentQuestions, type QuestionPair } from './comment-questions.ts';
import { sourcesOf } from './question-sources.ts';

const packages = ['openai', 'rxjs', 'zod'];

/** Sources to search, and questions whose answers are in them. */
export interface RetrievalCorpus {
  readonly dir: string;
  readonly pairs: readonly QuestionPair[];
}

/**
 * The sources of three packages without their comments, with questions made of those, and as many other installed files around them as
 * are asked for. The questions stay the same: only the haystack grows.
 */
export async function retrievalCorpus(dir: string, others: number): Promise<RetrievalCorpus> {
  const pairs = await commentQuestions(Object.fromEntries(packages.map((name) => [name, sourcesOf(name)])), dir);
  const around = installedSources().filter((path) => !packages.some((name) => path.includes(`/node_modules/${name}/`)));
  for (const source of around.slice(0, others)) {
    const target = join(dir, 'others', source.replace(/^.*\/node_modules\/(?=[^/])/, 'npm/').replace(/^\/usr\/lib\//, ''));
    await mkdir(dirname(target), { recursive: true });
    await cp(source, target);
  }
  return { dir, pairs };
}
