import { edgeKinds, type GraphEdge } from '../model/graph-edge.ts';
import type { FileSlice } from '../model/file-slice.ts';
import { rowsOf, type GraphChange } from '../model/graph-change.ts';
import type { GraphNode } from '../model/graph-node.ts';
import type { Statement } from './bolt-client.ts';
import { clearEdges, clearNodes, dropFiles, writeDigests, writeEdges, writeNodes } from './statements.ts';

/** Rows of one transaction: more would take longer than a call may. */
const maxRows = 500;

/**
 * The transactions that make changes. Small changes are one transaction. A large one is cut: all nodes first, then the edges of each
 * file together with its digest, so that a file whose write was cut off has no digest and is written again.
 */
export function planWrites(project: string, changes: readonly GraphChange[]): readonly (readonly Statement[])[] {
  const plan = groupChanges(changes).flatMap((change) => {
    const steps = [
      ...inParts(change.drop, () => 1).map((paths) => [{ text: dropFiles, parameters: { project, paths } }]),
      ...planNodes(project, change.put),
      ...inParts(change.nodes, () => 1).map((nodes) => [nodesStatement(project, nodes)]),
      ...planEdges(project, change.put),
      ...inParts(change.edges, () => 1).map((edges) => edgeStatements(project, edges)),
    ];
    return rowsOf(change) <= maxRows ? [steps.flat()] : steps;
  });
  return plan.filter((transaction) => transaction.length > 0);
}

/** The transactions that put the nodes of files in, in place of what was there of them. */
export const planNodes = (project: string, slices: readonly FileSlice[]): readonly (readonly Statement[])[] =>
  inParts(slices, ({ nodes }) => nodes.length).map((part) => nodeStatements(project, part));

/** The transactions that put the edges of files in, whose nodes and the nodes they lead to are there. */
export const planEdges = (project: string, slices: readonly FileSlice[]): readonly (readonly Statement[])[] =>
  inParts(slices, ({ edges }) => edges.length + 1).map((part) => [
    ...edgeStatements(
      project,
      part.flatMap(({ edges }) => edges),
    ),
    digestStatement(project, part),
  ]);

/** Joins neighbours that can as well be written together: none drops a file, and no file is put twice. */
function groupChanges(changes: readonly GraphChange[]): readonly GraphChange[] {
  const groups: GraphChange[] = [];
  let paths = new Set<string>();
  let rows = 0;
  for (const change of changes) {
    const last = groups.at(-1);
    const joins =
      last !== undefined &&
      last.drop.length + change.drop.length === 0 &&
      rows + rowsOf(change) <= maxRows &&
      change.put.every(({ path }) => !paths.has(path));
    if (joins) {
      groups[groups.length - 1] = {
        drop: [],
        put: [...last.put, ...change.put],
        nodes: [...last.nodes, ...change.nodes],
        edges: [...last.edges, ...change.edges],
      };
      rows += rowsOf(change);
    } else {
      groups.push(change);
      paths = new Set();
      rows = rowsOf(change);
    }
    for (const { path } of change.put) paths.add(path);
  }
  return groups;
}

/** Parts of a list of at most {@link maxRows} rows each; an item with more is a part of its own. */
function inParts<T>(items: readonly T[], rows: (item: T) => number): readonly (readonly T[])[] {
  const parts: T[][] = [];
  let room = 0;
  for (const item of items) {
    const last = parts.at(-1);
    if (last && rows(item) <= room) last.push(item);
    else {
      parts.push([item]);
      room = maxRows;
    }
    room -= rows(item);
  }
  return parts;
}

function nodeStatements(project: string, slices: readonly FileSlice[]): Statement[] {
  const files = slices.map(({ path, nodes }) => ({ path, ids: nodes.map(({ id }) => id) }));
  return [
    { text: clearEdges, parameters: { project, files } },
    { text: clearNodes, parameters: { project, files } },
    nodesStatement(
      project,
      slices.flatMap(({ nodes }) => nodes),
    ),
  ];
}

/** Numbers go as integers: a plain number would become a float. */
const nodesStatement = (project: string, nodes: readonly GraphNode[]): Statement => ({
  text: writeNodes,
  parameters: {
    project,
    nodes: nodes.map((node) => ({
      ...node,
      startLine: node.startLine === undefined ? null : BigInt(node.startLine),
      endLine: node.endLine === undefined ? null : BigInt(node.endLine),
    })),
  },
});

function edgeStatements(project: string, edges: readonly GraphEdge[]): Statement[] {
  return edgeKinds.flatMap((kind) => {
    const rows = edges.filter((edge) => edge.kind === kind).map(({ from, to, weight }) => ({ from, to, weight: BigInt(weight) }));
    return rows.length === 0 ? [] : [{ text: writeEdges[kind], parameters: { project, edges: rows } }];
  });
}

const digestStatement = (project: string, slices: readonly FileSlice[]): Statement => ({
  text: writeDigests,
  parameters: { project, files: slices.map(({ path, digest }) => ({ path, digest })) },
});
