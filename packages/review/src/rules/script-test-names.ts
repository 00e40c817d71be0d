/** `it(`, `test.each(`, `xit(`: what declares a test, up to its first argument. */
const declaration =
  /(?<![\w$.])x?(?:it|test|specify)(?:\.(?:each|for|concurrent|sequential|serial|only|skip|todo|fails|fixme|skipIf|runIf))*\s*(?=[(`])/g;
const table = /\.(?:each|for|skipIf|runIf)\s*$/;
/** A table of cases that is longer is not looked through to its end. */
const longestTable = 20_000;
const longestName = 300;

/**
 * Names of the tests in a JavaScript or TypeScript file, with the title of a table of cases where it has one.
 *
 * @param code - The text without comments and without what strings hold.
 * @param text - The same text with strings.
 */
export function scriptTestNames(code: string, text: string): readonly string[] {
  return [...code.matchAll(declaration)].map((match) => {
    const from = match.index + match[0].length;
    const open = table.test(match[0]) ? code.indexOf('(', endOfGroup(code, from)) : from;
    return nameAt(code, text, open + 1);
  });
}

/** The end of the brackets, or of the template, that begin here. */
function endOfGroup(code: string, from: number): number {
  if (code.charAt(from) === '`') return Math.max(code.indexOf('`', from + 1), from) + 1;
  let depth = 0;
  const limit = Math.min(code.length, from + longestTable);
  for (let place = from; place < limit; place++) {
    if ('([{'.includes(code.charAt(place))) depth++;
    if (')]}'.includes(code.charAt(place)) && --depth === 0) return place + 1;
  }
  return limit;
}

/** The string that stands here, or the first words of whatever makes the name. */
function nameAt(code: string, text: string, from: number): string {
  const start = from + (/^\s*/.exec(code.slice(from, from + longestName))?.[0].length ?? 0);
  const quote = code.charAt(start);
  const isString = quote === "'" || quote === '"' || quote === '`';
  const end = isString ? code.indexOf(quote, start + 1) : code.slice(start, start + longestName).search(/[,)\n]/) + start;
  return text.slice(isString ? start + 1 : start, end < start ? start + longestName : Math.min(end, start + longestName));
}
