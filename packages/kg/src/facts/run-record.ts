import type { EndedRun } from '@artemis/core';
import type { GraphChange } from '../model/graph-change.ts';
import type { GraphEdge } from '../model/graph-edge.ts';
import { decisionId, fileId, runId } from '../model/node-id.ts';

/** What is remembered of a run. Of its texts the beginning is kept; files the graph does not know are left out. */
export type RunRecord = Pick<EndedRun, 'runId' | 'task' | 'changedFiles'> & Partial<EndedRun>;

const maxNameLength = 200;

/** The change that remembers a run. */
export function runChange({ runId: run, task, status, endedAt, changedFiles, decisions = [] }: RunRecord): GraphChange {
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
  const detail = [endedAt, status].filter((part) => part !== undefined).join(' ');
  const node = { id, kind: 'run' as const, name: task.slice(0, maxNameLength), ...(detail && { detail }), words: [] };
  return { drop: [], put: [], nodes: [node, ...made], edges };
}
