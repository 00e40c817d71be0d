import * as statements from '../../src/neo4j/statements.ts';
import type { Answer, Answerer } from './bolt-stub.ts';

type Properties = Record<string, unknown>;

/** What a {@link graphDouble} holds: properties by project and id, and edges by kind and ends. */
export interface GraphDouble {
  readonly answer: Answerer;
  readonly nodes: Map<string, Properties>;
  readonly edges: Map<
    string,
    { readonly project: unknown; readonly from: string; readonly to: string; readonly type: string; weight: unknown }
  >;
  /** Loses everything, as a database does that is restored from nothing. */
  wipe(): void;
}

const none: Answer = { keys: [], rows: [] };

/**
 * Does to two maps what Neo4j does at each statement of this package, known by its text. That both do the same is shown by the tests
 * that run against a real server.
 */
export function graphDouble(): GraphDouble {
  const nodes: GraphDouble['nodes'] = new Map();
  const edges: GraphDouble['edges'] = new Map();
  const marks = new Map<unknown, Properties>();
  let version: unknown = null;

  const at = (project: unknown, wanted: (node: Properties) => boolean): Properties[] =>
    [...nodes.values()].filter((node) => node['project'] === project && wanted(node));
  const remove = ({ project, id }: Properties): void => {
    nodes.delete(`${String(project)}\n${String(id)}`);
    for (const [key, edge] of edges) if (edge.project === project && (edge.from === id || edge.to === id)) edges.delete(key);
  };
  const found = (list: readonly Properties[]): Answer => ({ keys: ['node'], rows: list.map((node) => [node]) });
  const sorted = (list: Properties[]): Properties[] => list.sort((one, other) => (String(one['id']) < String(other['id']) ? -1 : 1));

  const table = new Map<string, Answerer>([
    ...statements.schemaStatements.map((text) => [text, () => none] as const),
    [statements.readSchema, () => (version === null ? none : { keys: ['version'], rows: [[version]] })],
    [statements.writeSchema, (_, row) => ((version = row['version']), none)],
    [
      statements.readMark,
      (_, { project }) => ({
        keys: ['writer', 'applied'],
        rows: marks.has(project) ? [[marks.get(project)?.['writer'], marks.get(project)?.['applied']]] : [],
      }),
    ],
    [statements.writeMark, (_, row) => (marks.set(row['project'], { ...row }), none)],
    [statements.nodesById, (_, { project, ids }) => found(at(project, ({ id }) => list(ids).includes(id)))],
    [statements.nodesByPath, (_, { project, paths }) => found(at(project, ({ path }) => list(paths).includes(path)))],
    [
      statements.nodesByName,
      (_, { project, name }) => found(at(project, (node) => node['name'] === name && node['path'] !== null && node['path'] !== undefined)),
    ],
    [statements.testNodes, (_, { project }) => found(at(project, ({ kind }) => kind === 'test'))],
    [
      statements.nodesAfter,
      (_, { project, after, limit }) => found(sorted(at(project, ({ id }) => String(id) > String(after))).slice(0, Number(limit))),
    ],
    [
      statements.nodesWithWords,
      (_, { project, words, limit }) => {
        const hits = (node: Properties): number => list(node['words']).filter((word) => list(words).includes(word)).length;
        return found(
          sorted(at(project, (node) => typeof node['path'] === 'string' && hits(node) > 0))
            .sort((one, other) => hits(other) - hits(one))
            .slice(0, Number(limit)),
        );
      },
    ],
    [
      statements.digestsOfFiles,
      (_, { project }) => ({
        keys: ['path', 'digest'],
        rows: at(project, ({ digest }) => typeof digest === 'string').map(({ path, digest }) => [path, digest]),
      }),
    ],
    ...(['ids', 'paths'] as const).flatMap((by) =>
      (['out', 'in'] as const).map(
        (direction) =>
          [
            statements.edgesAt[by][direction],
            (_: string, { project, at: wanted, types }: Properties): Answer => {
              const key = by === 'ids' ? 'id' : 'path';
              const node = (id: string): Properties => nodes.get(`${String(project)}\n${id}`) ?? {};
              const rows = [...edges.values()]
                .filter(
                  (edge) =>
                    edge.project === project &&
                    list(types).includes(edge.type) &&
                    list(wanted).includes(node(direction === 'out' ? edge.from : edge.to)[key]),
                )
                .map((edge) => [edge.from, edge.to, edge.type.toLowerCase(), edge.weight, node(edge.from)['path'], node(edge.to)['path']]);
              return { keys: ['from', 'to', 'kind', 'weight', 'fromPath', 'toPath'], rows };
            },
          ] as const,
      ),
    ),
    [statements.dropFiles, (_, { project, paths }) => (at(project, ({ path }) => list(paths).includes(path)).forEach(remove), none)],
    [
      statements.clearEdges,
      (_, { project, files }) => {
        const ids = new Set(maps(files).flatMap(({ path }) => at(project, (node) => node['path'] === path).map(({ id }) => id)));
        for (const [key, edge] of edges)
          if (edge.project === project && ids.has(edge.from) && edge.type !== 'CHANGED_BY') edges.delete(key);
        return none;
      },
    ],
    [
      statements.clearNodes,
      (_, { project, files }) => {
        for (const { path, ids } of maps(files))
          at(project, (node) => node['path'] === path && !list(ids).includes(node['id'])).forEach(remove);
        return none;
      },
    ],
    [
      statements.writeNodes,
      (_, { project, nodes: rows }) => {
        for (const row of maps(rows)) nodes.set(`${String(project)}\n${String(row['id'])}`, { ...row, project, digest: null });
        return none;
      },
    ],
    [
      statements.writeDigests,
      (_, { project, files }) => {
        for (const { path, digest } of maps(files))
          for (const node of at(project, (one) => one['path'] === path && one['kind'] !== 'symbol')) node['digest'] = digest;
        return none;
      },
    ],
    ...Object.entries(statements.writeEdges).map(
      ([kind, text]) =>
        [
          text,
          (_: string, { project, edges: rows }: Properties): Answer => {
            for (const { from, to, weight } of maps(rows)) {
              if (nodes.has(`${String(project)}\n${String(from)}`) && nodes.has(`${String(project)}\n${String(to)}`))
                edges.set(`${String(project)}\n${kind}\n${String(from)}\n${String(to)}`, {
                  project,
                  from: String(from),
                  to: String(to),
                  type: kind.toUpperCase(),
                  weight,
                });
            }
            return none;
          },
        ] as const,
    ),
  ]);
  return {
    nodes,
    edges,
    answer(text, parameters) {
      const handle = table.get(text);
      if (handle === undefined) throw new Error(`the double does not know: ${text}`);
      return handle(text, parameters);
    },
    wipe() {
      nodes.clear();
      edges.clear();
      marks.clear();
      version = null;
    },
  };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const maps = (value: unknown): readonly Properties[] => list(value) as Properties[];
