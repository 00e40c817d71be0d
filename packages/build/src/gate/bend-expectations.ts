import { firstInlineTestLine } from './inline-tests.ts';
import { wholeFileName } from '../results/node-reporter.ts';
import { failingWithout } from './evidence.ts';
import type { GateFacts, PlantedDefect } from './gate-facts.ts';
import { defaultTries, defectsOf, tryAll, type Candidate, type PlantingTools } from './plant-defects.ts';
import { fateOfTests } from './tampering.ts';

/** Lines that state what is expected, and lines on which a test begins. */
const expectation = /assert|expect|should|must|equal|==|!=|want|\bt\.(?:Error|Fatal)/i;
const naming = /^\s*(?:async\s+)?(?:it|test|specify|def|func|fn|pub fn|public|private|void|t\.test|Deno\.test)\b/;

/**
 * Bends what the tests of the evidence expect, until one of them goes red. A test that stays green whatever it expects cannot fail:
 * its assertions have been disarmed, its report forged, or what it looks at is equal to everything.
 *
 * @param texts - Texts of the files that may hold these tests.
 * @returns What was tried; empty where there is no expectation that can be bent.
 */
export async function bendExpectations(
  facts: GateFacts,
  texts: ReadonlyMap<string, string>,
  tools: PlantingTools,
): Promise<readonly PlantedDefect[]> {
  const names = new Set(evidenceNames(facts));
  const candidates: (Candidate & { readonly distance: number })[] = [];
  for (const [path, text] of texts) candidates.push(...(await expectationsIn(path, text, names)));
  const nearest = candidates.toSorted((one, other) => one.distance - other.distance).slice(0, defaultTries);
  return tryAll(facts.after, nearest, tools, { counts: ({ name }) => names.has(name), untilNoticed: true });
}

/** Tests the evidence rests on so far. */
const evidenceNames = (facts: GateFacts): readonly string[] => [
  ...[...fateOfTests(facts).mended, ...failingWithout(facts)].map(({ name }) => name),
  ...facts.planted.flatMap(({ caughtBy }) => caughtBy),
];

/** Constants that are expected: inside a test of the evidence, and not the arguments of what is tested. */
async function expectationsIn(
  path: string,
  text: string,
  names: ReadonlySet<string>,
): Promise<(Candidate & { readonly distance: number })[]> {
  const contents = text.split('\n');
  const from = firstInlineTestLine(path, text);
  const blocks = blocksOf(contents, names).filter(({ begin }) => from === Infinity || begin >= from);
  const inBlocks = contents.flatMap((_, index) => (blocks.some((block) => isIn(block, index + 1)) ? [index + 1] : []));
  const stated = inBlocks.filter((line) => expectation.test(contents[line - 1] ?? ''));
  const found = await constantsOn(path, text, stated);
  // A helper of the project's own may do the asserting: then any constant of the test may be what it expects.
  const constants = found.length > 0 ? found : await constantsOn(path, text, inBlocks);
  const shallowest = new Map<number, number>();
  for (const { defect, depth } of constants) shallowest.set(defect.line, Math.min(depth, shallowest.get(defect.line) ?? Infinity));
  return constants
    .filter(({ defect, depth }) => depth === shallowest.get(defect.line))
    .map(({ path: file, text: whole, defect, column }) => ({
      path: file,
      text: whole,
      defect,
      distance: defect.line + (isText(defect.what) ? 0.5 : 0) - column / 10_000,
    }));
}

/** Constants on these lines that do not name a test. */
async function constantsOn(
  path: string,
  text: string,
  lines: readonly number[],
): Promise<(Candidate & { readonly depth: number; readonly column: number })[]> {
  const contents = text.split('\n');
  const starts = startsOfLines(contents);
  return (await defectsOf(path, text, new Set(lines)))
    .filter(({ defect }) => isConstant(defect.what))
    .map((one) => {
      const line = contents[one.defect.line - 1] ?? '';
      const column = one.defect.start - (starts[one.defect.line - 1] ?? 0);
      return {
        ...one,
        depth: depthAt(line, column),
        column,
        isName: isText(one.defect.what) && naming.test(line) && column < nameEnd(line),
      };
    })
    .filter(({ isName }) => !isName);
}

interface Block {
  /** First and last line, from 1. */
  readonly begin: number;
  readonly end: number;
}

/** The lines of each test of the evidence: from where it is named to where the next one is. */
function blocksOf(contents: readonly string[], names: ReadonlySet<string>): readonly Block[] {
  const last = [...names].map((name) => name.split(/ > |::|#|\./).at(-1) ?? name).filter((name) => name !== '');
  const begins = contents.flatMap((content, index) => (naming.test(content) ? [index + 1] : []));
  return begins
    .flatMap((begin, index) => {
      const block = { begin, end: (begins[index + 1] ?? contents.length + 1) - 1 };
      return last.some((name) => (contents[begin - 1] ?? '').includes(name)) || names.has(wholeFileName) ? [block] : [];
    })
    .concat(names.has(wholeFileName) ? [{ begin: 1, end: contents.length }] : []);
}

const isIn = ({ begin, end }: Block, line: number): boolean => line >= begin && line <= end;

const startsOfLines = (contents: readonly string[]): readonly number[] => {
  let start = 0;
  return contents.map((content) => (start += content.length + 1) - content.length - 1);
};

/** Brackets of calls that are open at a place of a line: what is expected stands outside the call of what is tested. */
const depthAt = (line: string, column: number): number =>
  [...line.slice(0, column)].reduce((depth, char) => depth + (char === '(' ? 1 : char === ')' ? -1 : 0), 0);

/** Where the name of a test that begins on this line is over. */
const nameEnd = (line: string): number => {
  const body = /=>|\bfunction\b|\bdo\b|\{/.exec(line)?.index;
  return body ?? line.length;
};

const isConstant = (what: string): boolean =>
  /^"(?:-?[\d.]|true"|false"|True"|False"|null"|None"|nil"|undefined")/.test(what) || isText(what);
const isText = (what: string): boolean => what.endsWith('~"');
