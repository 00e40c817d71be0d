/** The `//` comment right above a line of a source, counted from 1; empty where there is none. */
export function commentAbove(source: string, line: number): string {
  const above = source.split('\n')[line - 2]?.trim() ?? '';
  return above.startsWith('//') ? above.replace(/^\/+\s*/, '') : '';
}

/** What a title says between `(needs` and `)`; empty where it says nothing. */
export function needInTitle(title: string): string {
  return /\((needs [^)]+)\)/.exec(title)?.[1] ?? '';
}
