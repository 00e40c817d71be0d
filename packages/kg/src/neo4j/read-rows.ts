import { edgeKinds, type EdgeKind } from '../model/graph-edge.ts';
import { nodeKinds, type GraphNode, type NodeKind } from '../model/graph-node.ts';
import type { FoundEdge } from '../model/graph-store.ts';
import type { Row } from './bolt-client.ts';

/** The nodes in the column `node`. A row that holds none, such as one somebody else has written, is left out. */
export const readNodes = (rows: readonly Row[]): GraphNode[] => rows.flatMap((row) => readNode(row['node']));

function readNode(value: unknown): GraphNode[] {
  if (typeof value !== 'object' || value === null) return [];
  const fields: Row = { ...value };
  const [id, kind, name, path] = [fields['id'], fields['kind'], fields['name'], fields['path']];
  if (typeof id !== 'string' || typeof name !== 'string' || !isNodeKind(kind)) return [];
  return [
    {
      id,
      kind,
      name,
      ...(typeof path === 'string' && { path }),
      ...(typeof fields['detail'] === 'string' && { detail: fields['detail'] }),
      ...lineIn(fields, 'startLine'),
      ...lineIn(fields, 'endLine'),
      words: Array.isArray(fields['words']) ? fields['words'].filter((word) => typeof word === 'string') : [],
    },
  ];
}

/** The edges in rows. */
export function readEdges(rows: readonly Row[]): FoundEdge[] {
  return rows.flatMap(({ from, to, kind, weight, fromPath, toPath }) => {
    if (typeof from !== 'string' || typeof to !== 'string' || !isEdgeKind(kind)) return [];
    return [{ from, to, kind, weight: readCount(weight) ?? 1, fromPath: pathIn(fromPath), toPath: pathIn(toPath) }];
  });
}

const pathIn = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A whole number above zero that JavaScript can hold; `undefined` for everything else, such as an integer beyond 2^53. */
export const readCount = (value: unknown): number | undefined =>
  Number.isSafeInteger(value) && Number(value) > 0 ? Number(value) : undefined;

function lineIn<K extends 'startLine' | 'endLine'>(fields: Row, key: K): { readonly [P in K]?: number } {
  const line = readCount(fields[key]);
  return (line === undefined ? {} : { [key]: line }) as { readonly [P in K]?: number };
}

const isNodeKind = (value: unknown): value is NodeKind => typeof value === 'string' && (nodeKinds as readonly string[]).includes(value);
const isEdgeKind = (value: unknown): value is EdgeKind => typeof value === 'string' && (edgeKinds as readonly string[]).includes(value);
