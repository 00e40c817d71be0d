/** A piece of a file that is read on its own. Lines count from 1; `endLine` is in it. */
export interface CodeChunk {
  readonly path: string;
  readonly startLine: number;
  readonly endLine: number;
  readonly text: string;
  /** Names of the symbols that begin in it, the outermost first: `Clock`, `Clock.now`. */
  readonly symbols: readonly string[];
}
