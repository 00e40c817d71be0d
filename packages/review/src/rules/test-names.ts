import { codeViews } from '../diff/code-views.ts';
import { scriptTestNames } from './script-test-names.ts';

/** Declarations of tests by language. Skipped ones count: they are still there, and a rule of their own finds them. The group that is set is the name. */
const declarations: readonly (readonly [files: RegExp, declaration: RegExp])[] = [
  [/\.py$/, /^[ \t]*(?:async[ \t]+)?def[ \t]+(test\w*)/gm],
  [/\.go$/, /^func[ \t]+((?:Test|Fuzz|Example)\w*)/gm],
  [/\.rs$/, /#\[(?:\w+::)?test\b[^\]]{0,80}\][^{;]{0,200}?\bfn[ \t]+(\w+)/g],
  [
    /\.(?:java|kt|scala|groovy|cs)$/,
    /(?:@(?:Parameterized)?Test\b|\[(?:Fact|Theory|Test|TestMethod)\b)[^{;]{0,160}?(?:(?<![@\w])(\w+)|`([^`\n]{1,200})`)[ \t]*\([^()]{0,200}\)[^;{]{0,80}[{=]/g,
  ],
  [/\.rb$/, /^[ \t]*(?:it|test|specify)[ \t(]+(?:'([^'\n]{1,300})'|"([^"\n]{1,300})")/gm],
  [/\.php$/, /\bfunction[ \t]+(test\w+)/g],
];
const scriptFile = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;

/** Whether the tests of a file can be told by its language. */
export const canNameTests = (path: string): boolean => scriptFile.test(path) || declarations.some(([files]) => files.test(path));

/** Names of the tests in a file, as often as they occur; empty where its language is not known. */
export function testNames(path: string, lines: readonly string[]): readonly string[] {
  const declaration = declarations.find(([files]) => files.test(path))?.[1];
  if (lines.length === 0 || !(declaration || scriptFile.test(path))) return [];
  const { code, uncommented } = codeViews(path, lines);
  const text = uncommented.join('\n');
  if (!declaration) return scriptTestNames(code.join('\n'), text);
  return [...text.matchAll(declaration)].map((match) => match.slice(1).find((group) => group !== undefined) ?? '');
}

/** What stands further right was not written by hand. */
const longestLine = 2_000;
const assertion = /\b(?:expect|assert\w*|should|require)\b\s*(?:\.\s*\w+\s*)*[.(!]|\bt\.(?:Error|Fatal)f?\(|^\s*assert\s/g;

/** Number of places at which a file of tests asserts something. */
export const countAssertions = (path: string, lines: readonly string[]): number =>
  codeViews(path, lines).code.reduce((sum, line) => sum + (line.slice(0, longestLine).match(assertion)?.length ?? 0), 0);
