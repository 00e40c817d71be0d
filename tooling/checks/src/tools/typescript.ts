import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { runTool } from './run-tool.ts';

/** Reads what `tsc --pretty false` prints: one line an error, further lines of it indented. */
export function parseTypescript(output: string): Finding[] {
  return output.split('\n').flatMap((text) => {
    const inFile = /^(.+?)\((\d+),\d+\): error (TS\d+): (.*)$/.exec(text);
    if (inFile) return [{ path: inFile[1] ?? '', line: Number(inFile[2]), rule: inFile[3] ?? '', message: inFile[4] ?? '' }];
    const general = /^error (TS\d+): (.*)$/.exec(text);
    return general ? [{ path: 'tsconfig.json', line: 1, rule: general[1] ?? '', message: general[2] ?? '' }] : [];
  });
}

/** The compiler over all sources, as the build runs it, then over all tests. */
export const typescript: Check = {
  name: 'typescript',
  run: ({ root }) => [
    ...runTool(root, { name: 'tsc', args: ['-b', '--pretty', 'false'], parse: parseTypescript }),
    ...runTool(root, { name: 'tsc', args: ['-p', 'tsconfig.test.json', '--pretty', 'false'], parse: parseTypescript }),
  ],
};
