import { sanitizeLine, type StructuredQuestion } from '@artemis/core';
import { objectionTo } from './check-parts.ts';
import type { Part } from './part.ts';

type Schema = Awaited<ReturnType<StructuredQuestion<readonly Part[]>['schema']>>;

/** Parts as a model writes them: titles and file names, and nothing else of what it says. None at all means that it cannot be split. */
export const partsSchema: Schema = {
  '~standard': {
    version: 1,
    vendor: '@artemis/supervision',
    validate(answer) {
      const listed = listIn(answer);
      if (listed === undefined) return objection('must be a list of objects with a "title" and a list of "files"');
      const parts = listed.map(partOf);
      const found = objectionTo(parts);
      return found === null ? { value: parts } : objection(found);
    },
  },
};

const objection = (message: string) => ({ issues: [{ message, path: ['parts'] }] });

function listIn(answer: unknown): readonly unknown[] | undefined {
  const parts = typeof answer === 'object' && answer !== null && 'parts' in answer ? answer.parts : undefined;
  return Array.isArray(parts) ? parts : undefined;
}

function partOf(entry: unknown): Part {
  const { title, files } = (typeof entry === 'object' && entry !== null ? entry : {}) as {
    readonly title?: unknown;
    readonly files?: unknown;
  };
  return {
    title: typeof title === 'string' ? sanitizeLine(title, 200) : '',
    files: Array.isArray(files) ? [...new Set(files.filter((file) => typeof file === 'string'))] : [],
  };
}
