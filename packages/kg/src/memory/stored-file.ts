/** What is kept of a file beside its nodes and edges. */
export interface StoredFile {
  readonly digest: string;
  readonly source: string;
  /** Keys of its nodes in the graph, in the order they stand: the file first. */
  readonly keys: readonly string[];
}
