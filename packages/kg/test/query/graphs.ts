import fc from 'fast-check';
import type { CallContext } from '@artemis/core';
import { edgeKinds, type GraphEdge } from '../../src/model/graph-edge.ts';
import type { GraphNode } from '../../src/model/graph-node.ts';

export const freeCall: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };

/** A symbol of a file. */
export const symbol = (path: string, name: string, line = 1): GraphNode => ({
  id: `symbol:${path}#${name}`,
  kind: 'symbol',
  name,
  path,
  detail: 'function',
  startLine: line,
  endLine: line + 4,
  words: [name.toLowerCase()],
});

/** A file, or a test. */
export const file = (path: string, kind: 'file' | 'test' = 'file'): GraphNode => ({
  id: `file:${path}`,
  kind,
  name: path,
  path,
  words: [],
});

/** Any small graph, cycles and loops included. */
export const anyGraph: fc.Arbitrary<{ readonly nodes: readonly GraphNode[]; readonly edges: readonly GraphEdge[] }> = fc
  .integer({ min: 1, max: 12 })
  .chain((size) => {
    const nodes = Array.from({ length: size }, (_, at) =>
      at % 3 === 0 ? file(`f${at}.ts`, at % 2 === 0 ? 'file' : 'test') : symbol(`f${at - (at % 3)}.ts`, `s${at}`, at),
    );
    const end = fc.constantFrom(...nodes.map(({ id }) => id));
    const edge = fc.record({ from: end, to: end, kind: fc.constantFrom(...edgeKinds), weight: fc.integer({ min: 1, max: 50 }) });
    return fc.record({
      nodes: fc.constant(nodes),
      edges: fc.uniqueArray(edge, { maxLength: 40, selector: ({ from, to, kind }) => `${kind}${from}>${to}` }),
    });
  });
