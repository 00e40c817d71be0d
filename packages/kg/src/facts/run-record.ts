import type { GraphChange } from '../model/graph-change.ts';
import type { GraphEdge } from '../model/graph-edge.ts';
import { decisionId, fileId, runId } from '../model/node-id.ts';

/** What is remembered of a run. */
export interface RunRecord {
  readonly run: string;
  /** What the run was for. Its beginning is kept. */
  readonly task: string;
  /** Paths inside the project. Those the graph does not know are left out. */
  readonly changedFiles: readonly string[];
  /** What was decided, a sentence each. Default: nothing. */
  readonly decisions?: readonly string[];
}

const maxNameLength = 200;

/** The change that remembers a run. */
export function runChange({ run, task, changedFiles, decisions = [] }: RunRecord): GraphChange {
  const id = runId(run);
  const made = decisions.map((text, at) => ({
    id: decisionId(run, at + 1),
    kind: 'decision' as const,
    name: text.slice(0, maxNameLength),
    words: [],
  }));
  const edges: GraphEdge[] = [
    ...made.map((decision): GraphEdge => ({ from: id, to: decision.id, kind: 'contains', weight: 1 })),
    ...[...new Set(changedFiles)].map((path): GraphEdge => ({ from: fileId(path), to: id, kind: 'changed_by', weight: 1 })),
  ];
  return { drop: [], put: [], nodes: [{ id, kind: 'run', name: task.slice(0, maxNameLength), words: [] }, ...made], edges };
}
