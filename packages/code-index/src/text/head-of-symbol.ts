const belongsToNext = /^\s*(?:\/\/|\/\*|\*|#|--|@|\[)/;
const mostLines = 100;

/**
 * The line where the comments and decorators directly above a symbol begin. Lines count from 0.
 *
 * @param ends - Lines where a symbol ends, counted from 1: what is above belongs to that one.
 */
export function headOfSymbol(lines: readonly string[], startLine: number, ends: ReadonlySet<number>): number {
  let at = startLine;
  while (at > 0 && startLine - at < mostLines && !ends.has(at) && belongsToNext.test(lines[at - 1] ?? '')) at--;
  return at;
}
