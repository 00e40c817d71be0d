import { codeViews } from '../diff/code-views.ts';

/** Declarations of tests that run: skipped ones do not count. The last group that is set is the name. */
const declarations: readonly (readonly [files: RegExp, declaration: RegExp])[] = [
  [
    /\.(?:[cm]?[jt]sx?|vue|svelte)$/,
    /(?<![\w$.])(?:it|test|specify)(?:\.(?:each|concurrent|sequential|serial|only|for))*(?:\([^()\n]{0,200}\))?\s*\(\s*(?:'((?:\\.|[^'\\\n]){1,300})'|"((?:\\.|[^"\\\n]){1,300})"|`((?:\\.|[^`\\]){1,300})`)/g,
  ],
  [/\.py$/, /^[ \t]*(?:async[ \t]+)?def[ \t]+(test\w*)/gm],
  [/\.go$/, /^func[ \t]+((?:Test|Fuzz|Example)\w*)/gm],
  [/\.rs$/, /#\[(?:\w+::)?test\b[^\]]{0,80}\][^{;]{0,200}?\bfn[ \t]+(\w+)/g],
  [
    /\.(?:java|kt|scala|groovy|cs)$/,
    /(?:@(?:Parameterized)?Test\b|\[(?:Fact|Theory|Test|TestMethod)\b)[^{;]{0,300}?(?:\b(\w+)|`([^`\n]{1,200})`)\s*\(\s*[^()]{0,200}\)\s*(?:[:\w\s,.<>]{0,80})[{=]/g,
  ],
  [/\.rb$/, /^[ \t]*(?:it|test|specify)[ \t(]+(?:'([^'\n]{1,300})'|"([^"\n]{1,300})")/gm],
  [/\.php$/, /\bfunction[ \t]+(test\w+)/g],
];

/** Names of the tests in a file, as often as they occur; empty where its language is not known. */
export function testNames(path: string, lines: readonly string[]): readonly string[] {
  const declaration = declarations.find(([files]) => files.test(path))?.[1];
  if (!declaration || lines.length === 0) return [];
  const text = codeViews(path, lines).uncommented.join('\n');
  return [...text.matchAll(declaration)].map((match) => match.slice(1).find((group) => group !== undefined) ?? '');
}

const assertion = /\b(?:expect|assert\w*|should|require)\b\s*(?:\.\s*\w+\s*)*[.(!]|\bt\.(?:Error|Fatal)f?\(|^\s*assert\s/g;

/** Number of places at which a file of tests asserts something. */
export const countAssertions = (path: string, lines: readonly string[]): number =>
  codeViews(path, lines).code.reduce((sum, line) => sum + (line.match(assertion)?.length ?? 0), 0);
