/** `it(`, `test.each(`, `xit(`: what declares a test, up to its first argument. */
const declaration =
  /(?<![\w$.])x?(?:it|test|specify)(?:\.(?:each|for|concurrent|sequential|serial|only|skip|todo|fails|fixme|skipIf|runIf)){0,5}\s{0,20}(?=[(`])/g;
const table = /\.(?:each|for|skipIf|runIf)\s*$/;
const longestName = 300;

/**
 * Names of the tests in a JavaScript or TypeScript file, with the title of a table of cases where it has one.
 *
 * @param code - The text without comments and without what strings hold.
 * @param text - The same text with strings.
 */
export function scriptTestNames(code: string, text: string): readonly string[] {
  const found = [...code.matchAll(declaration)].map((match) => ({ from: match.index + match[0].length, hasTable: table.test(match[0]) }));
  const ends = endsOfGroups(code, new Set(found.filter(({ hasTable }) => hasTable).map(({ from }) => from)));
  return found.map(({ from, hasTable }) => {
    const open = hasTable ? (ends.get(from) ?? from) + blanksAt(code, ends.get(from) ?? from) : from;
    return nameAt(code, text, open + 1);
  });
}

/** Where each of the given brackets or templates ends, in one pass; the end of the text for one that does not. */
function endsOfGroups(code: string, starts: ReadonlySet<number>): ReadonlyMap<number, number> {
  const ends = new Map(
    [...starts].map((start) => [start, code.charAt(start) === '`' ? code.indexOf('`', start + 1) + 1 || code.length : code.length]),
  );
  const open: number[] = [];
  for (let place = 0; starts.size > 0 && place < code.length; place++) {
    const sign = code.charAt(place);
    if (sign === '(' || sign === '[' || sign === '{') open.push(place);
    else if (sign === ')' || sign === ']' || sign === '}') {
      const start = open.pop();
      if (start !== undefined && starts.has(start)) ends.set(start, place + 1);
    }
  }
  return ends;
}

/** The string that stands here, or the first words of whatever makes the name. */
function nameAt(code: string, text: string, from: number): string {
  const start = from + blanksAt(code, from);
  const quote = code.charAt(start);
  const isString = quote === "'" || quote === '"' || quote === '`';
  const first = isString ? start + 1 : start;
  const shown = code.slice(first, first + longestName);
  const length = isString ? shown.indexOf(quote) : shown.search(/[,)\n]/);
  return text.slice(first, first + (length < 0 ? longestName : length));
}

const blanksAt = (code: string, from: number): number => /^\s*/.exec(code.slice(from, from + longestName))?.[0].length ?? 0;
