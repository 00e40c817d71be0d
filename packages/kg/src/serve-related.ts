import {
  withDeadline,
  type CallContext,
  type Clock,
  type CodeGraph,
  type ContextItem,
  type ContextQuery,
  type EndedRun,
} from '@artemis/core';
import type { GraphStore } from './model/graph-store.ts';
import type { ProjectGraph } from './project/project-graph.ts';
import type { ProjectGraphs } from './project/project-graphs.ts';
import { relatedItems } from './query/related-items.ts';

/** Where answers come from. */
export interface GraphSource {
  /** The graph of a project, up to date with its local one. */
  ready(project: ProjectGraph, call: CallContext): Promise<GraphStore>;
  readonly clock: Clock;
  /** Longest the queries of one answer may take together, in milliseconds. */
  readonly answerMs: number;
}

/** The contract of the capability over one of the two graphs: look at the files, bring the graph up to date, ask it. */
export function serveRelated(projects: ProjectGraphs, source: GraphSource): Required<CodeGraph> {
  return {
    async related(query: ContextQuery, call: CallContext): Promise<readonly ContextItem[]> {
      const project = await projects.of(query.projectDir);
      await project.refresh(call);
      const store = await source.ready(project, call);
      // After a look that time has cut off, what was known before still counts.
      const isThere = (path: string): boolean => project.local.store.has(path);
      const answer = (inner: CallContext): Promise<readonly ContextItem[]> => relatedItems(store, query, isThere, inner);
      const { clock, answerMs: timeoutMs } = source;
      return withDeadline(answer, { clock, label: `${store.name} answer`, timeoutMs, call });
    },
    async record(run: EndedRun, projectDir: string, call: CallContext): Promise<void> {
      const project = await projects.of(projectDir);
      await project.recordEnd(run, call);
      await source.ready(project, call);
    },
  };
}
