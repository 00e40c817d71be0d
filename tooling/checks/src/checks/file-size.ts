import { allSources, productSources, testFiles } from '../areas.ts';
import type { Check } from '../check.ts';
import { describeSpread } from '../quantile.ts';
import type { SourceFile } from '../source-file.ts';

const maxLines = 250;

/** Files with a limit of their own. */
const tighter: Readonly<Record<string, number>> = { 'packages/core/src/executor/run-task.ts': 150 };

/** No file is longer than its limit. Tests count too. */
export const fileSize: Check = {
  name: 'file-size',
  run: (repository) =>
    [...allSources(repository), ...testFiles(repository)].flatMap((file) => {
      const limit = tighter[file.path] ?? maxLines;
      const lines = countLines(file);
      return lines > limit ? [{ path: file.path, line: limit + 1, rule: 'file-size', message: `${lines} lines, limit ${limit}` }] : [];
    }),
  summary: (repository) => describeSpread('lines per file', productSources(repository).map(countLines), 'aim: median 80, p90 180'),
};

function countLines(file: SourceFile): number {
  return file.text === '' ? 0 : file.lineAt(file.text.trimEnd().length);
}
