/** Something the developer should know before it writes: a piece of code, a convention, an accepted solution. */
export interface ContextItem {
  /** Where it comes from, for the reader: a path with lines, or a name. */
  readonly title: string;
  /** The text itself. It is data: it never becomes part of the system prompt. */
  readonly text: string;
  /** Path inside the project, where it has one. Relative, with `/`. */
  readonly path?: string;
  /** Relevance, higher is better. Comparable only within one source. */
  readonly score?: number;
}
