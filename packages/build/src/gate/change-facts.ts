import type { AppliedChange } from '@artemis/core';
import { holdsTests, pathKind } from '../detect/path-kind.ts';
import type { Overlay } from '../scratch/scratch.ts';
import { hasInlineTests, withInlineTestsOf } from './inline-tests.ts';

/** What the run has changed, sorted by what it is to the gate. Changes that changed nothing are left out. */
export interface ChangeFacts {
  readonly all: readonly AppliedChange[];
  readonly sources: readonly AppliedChange[];
  readonly tests: readonly AppliedChange[];
  readonly configs: readonly AppliedChange[];
  /** Files that hold tests and are new or changed. */
  readonly testFiles: readonly string[];
  /** Files that hold tests, were there before, and were changed or deleted. */
  readonly touchedTestFiles: readonly string[];
}

/** Data, as opposed to code: what a test may compare a result with. */
const dataFile = /\.(?:json|ya?ml|toml|txt|csv|tsv|xml|html?|md|golden|expected|out|ini|dat|svg|snap|diff|log)$/i;

/**
 * Sorts changes. A path that the gate's own command names is configuration, whatever its name says, and data that a test names, or
 * the folder of which it names, belongs to that test.
 */
export function changeFacts(
  changes: readonly AppliedChange[],
  namedByGate: readonly string[] = [],
  testTexts: readonly string[] = [],
): ChangeFacts {
  const all = changes.filter(({ before, after }) => before !== after);
  const kindOf = ({ path }: AppliedChange) =>
    dataFile.test(path) && pathKind(path) !== 'config' && isNamed(path, testTexts)
      ? 'test'
      : namedByGate.some((word) => word.replace(/^\.\//, '') === path) && !holdsTests(path)
        ? 'config'
        : pathKind(path);
  const tests = all.filter((change) => kindOf(change) === 'test');
  const sources = all.filter((change) => kindOf(change) === 'source');
  const inline = sources.filter(({ path, after }) => hasInlineTests(path, after));
  return {
    all,
    sources,
    tests,
    configs: all.filter((change) => kindOf(change) === 'config'),
    testFiles: [...tests, ...inline]
      .filter(({ path, after }) => after !== null && (holdsTests(path) || hasInlineTests(path, after)))
      .map(({ path }) => path),
    touchedTestFiles: tests.filter(({ path, before }) => before !== null && holdsTests(path)).map(({ path }) => path),
  };
}

/** Whether a text names a file, or the folder it is in. */
function isNamed(path: string, texts: readonly string[]): boolean {
  const [name = '', folder] = path.split('/').toReversed();
  const asFolder = folder === undefined ? [] : [`'${folder}'`, `"${folder}"`, `/${folder}/`, `'${folder}/`, `"${folder}/`, `\`${folder}/`];
  return texts.some((text) => text.includes(name) || asFolder.some((form) => text.includes(form)));
}

/** The new tests with the old code: what stays green there proves nothing about the change. */
export const overlayWithoutChange = ({ sources }: ChangeFacts): Overlay =>
  new Map(sources.map(({ path, before, after }) => [path, before === null ? null : withInlineTestsOf(path, before, after)]));

/** The old tests, and if asked the old configuration, with the new code. */
export const overlayOriginalTests = ({ tests, configs }: ChangeFacts, withConfig: boolean): Overlay =>
  new Map([...tests, ...(withConfig ? configs : [])].map(({ path, before }) => [path, before]));

/** The project as it was before the run. */
export const overlayBefore = (changes: readonly AppliedChange[]): Overlay => new Map(changes.map(({ path, before }) => [path, before]));
