/** What a node stands for. A file that is a test is a `test`. */
export type NodeKind = 'file' | 'test' | 'symbol' | 'run' | 'decision';

/** Every kind of node, in an order that stays: the snapshot numbers them. */
export const nodeKinds: readonly NodeKind[] = ['file', 'test', 'symbol', 'run', 'decision'];

/** A thing in the graph of a project. */
export interface GraphNode {
  /** Unique in the project: `file:src/a.ts`, `symbol:src/a.ts#Clock.now`, `run:2026-…`. */
  readonly id: string;
  readonly kind: NodeKind;
  /** What a reader calls it: the path of a file, `Clock.now`, the first words of a decision. */
  readonly name: string;
  /** File it belongs to, relative to the project folder. Absent for runs and decisions. */
  readonly path?: string;
  /** `function`, `class` and so on for a symbol; when and how it ended for a run. */
  readonly detail?: string;
  /** Lines count from 1; absent for what is no part of a file. */
  readonly startLine?: number;
  readonly endLine?: number;
  /** Words of the name in lower case, each once, by which a task finds it. */
  readonly words: readonly string[];
}
