import { allSources, testFiles } from '../areas.ts';
import type { Check } from '../check.ts';

/** Every file can be parsed. Without this a broken file would pass the other checks, which see an empty program. */
export const syntax: Check = {
  name: 'syntax',
  run: (repository) =>
    [...allSources(repository), ...testFiles(repository)].flatMap((file) =>
      file.errors.map((error) => ({
        path: file.path,
        line: file.lineAt(error.labels[0]?.start ?? 0),
        rule: 'syntax',
        message: error.message,
      })),
    ),
};
