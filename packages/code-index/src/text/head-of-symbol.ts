const belongsToNext = /^\s*(?:\/\/|\/\*|\*|#|--|@|\[)/;

/** The line where the comments and decorators directly above a symbol begin. Lines count from 0. */
export function headOfSymbol(lines: readonly string[], startLine: number): number {
  let at = startLine;
  while (at > 0 && belongsToNext.test(lines[at - 1] ?? '')) at--;
  return at;
}
