/**
 * How two nodes are related:
 *
 * - `contains`: a file or test its symbols, a run its decisions.
 * - `imports`: a file another file.
 * - `calls`, `references`: a symbol, or the top of a file, a symbol it calls or names.
 * - `tests`: a test a file.
 * - `changed_by`: a file the run that changed it.
 */
export type EdgeKind = 'contains' | 'imports' | 'calls' | 'references' | 'tests' | 'changed_by';

/** Every kind of edge, in the order in which answers list them and the snapshot numbers them. */
export const edgeKinds: readonly EdgeKind[] = ['calls', 'changed_by', 'contains', 'imports', 'references', 'tests'];

/** A directed edge. Between two nodes there is at most one of each kind. */
export interface GraphEdge {
  readonly from: string;
  readonly to: string;
  readonly kind: EdgeKind;
  /** How often: the lines of a call, the imports of a file. At least 1. */
  readonly weight: number;
}
