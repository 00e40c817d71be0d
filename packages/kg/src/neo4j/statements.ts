import type { EdgeKind } from '../model/graph-edge.ts';

/** Version of what stands below. A graph of an earlier version is brought up to it, one of a later version is left alone. */
export const schemaVersion = 1;

/** Makes the constraints and indexes; each does nothing where it is there already. Texts hold no value: those go as parameters. */
export const schemaStatements: readonly string[] = [
  'CREATE CONSTRAINT artemis_schema IF NOT EXISTS FOR (s:ArtemisSchema) REQUIRE s.id IS UNIQUE',
  'CREATE CONSTRAINT artemis_project IF NOT EXISTS FOR (p:ArtemisProject) REQUIRE p.id IS UNIQUE',
  'CREATE CONSTRAINT artemis_node IF NOT EXISTS FOR (n:ArtemisNode) REQUIRE (n.project, n.id) IS UNIQUE',
  'CREATE INDEX artemis_path IF NOT EXISTS FOR (n:ArtemisNode) ON (n.project, n.path)',
  'CREATE INDEX artemis_name IF NOT EXISTS FOR (n:ArtemisNode) ON (n.project, n.name)',
  'CREATE INDEX artemis_kind IF NOT EXISTS FOR (n:ArtemisNode) ON (n.project, n.kind)',
];

export const readSchema = "MATCH (s:ArtemisSchema {id: 'artemis'}) RETURN s.version AS version";
export const writeSchema = "MERGE (s:ArtemisSchema {id: 'artemis'}) SET s.version = $version";
export const readMark = 'MATCH (p:ArtemisProject {id: $project}) RETURN p.writer AS writer, p.applied AS applied';
export const writeMark = 'MERGE (p:ArtemisProject {id: $project}) SET p.writer = $writer, p.applied = $applied';

const node = 'n {.id, .kind, .name, .path, .detail, .startLine, .endLine, .words} AS node';

export const nodesById = `UNWIND $ids AS id MATCH (n:ArtemisNode {project: $project, id: id}) RETURN ${node}`;
export const nodesByPath = `UNWIND $paths AS path MATCH (n:ArtemisNode {project: $project, path: path}) RETURN ${node}`;
export const nodesByName = `MATCH (n:ArtemisNode {project: $project, name: $name}) WHERE n.path IS NOT NULL RETURN ${node}`;
export const testNodes = `MATCH (n:ArtemisNode {project: $project, kind: 'test'}) RETURN ${node}`;
export const nodesAfter = `MATCH (n:ArtemisNode {project: $project}) WHERE n.id > $after RETURN ${node} ORDER BY n.id LIMIT toInteger($limit)`;
export const nodesWithWords = `MATCH (n:ArtemisNode {project: $project}) WHERE n.path IS NOT NULL
WITH n, size([word IN n.words WHERE word IN $words]) AS hits WHERE hits > 0
RETURN ${node} ORDER BY hits DESC, n.id LIMIT toInteger($limit)`;

export const digestsOfFiles = `MATCH (n:ArtemisNode {project: $project}) WHERE n.kind IN ['file', 'test'] AND n.digest IS NOT NULL
RETURN n.path AS path, n.digest AS digest`;

const edge = 'a.id AS from, b.id AS to, toLower(type(e)) AS kind, e.weight AS weight, a.path AS fromPath, b.path AS toPath';
const edgeEnd = `WHERE type(e) IN $types RETURN ${edge} ORDER BY from, to, kind LIMIT toInteger($limit)`;

/** Reads edges, by where they are sought. */
export const edgesAt = {
  ids: {
    out: `UNWIND $at AS id MATCH (a:ArtemisNode {project: $project, id: id})-[e]->(b:ArtemisNode) ${edgeEnd}`,
    in: `UNWIND $at AS id MATCH (b:ArtemisNode {project: $project, id: id})<-[e]-(a:ArtemisNode) ${edgeEnd}`,
  },
  paths: {
    out: `UNWIND $at AS path MATCH (a:ArtemisNode {project: $project, path: path})-[e]->(b:ArtemisNode) ${edgeEnd}`,
    in: `UNWIND $at AS path MATCH (b:ArtemisNode {project: $project, path: path})<-[e]-(a:ArtemisNode) ${edgeEnd}`,
  },
} as const;

export const dropFiles = 'UNWIND $paths AS path MATCH (n:ArtemisNode {project: $project, path: path}) DETACH DELETE n';
export const clearEdges = `UNWIND $files AS file
MATCH (:ArtemisNode {project: $project, path: file.path})-[e:CALLS|CONTAINS|IMPORTS|REFERENCES|TESTS]->() DELETE e`;
export const clearNodes = `UNWIND $files AS file
MATCH (n:ArtemisNode {project: $project, path: file.path}) WHERE NOT n.id IN file.ids DETACH DELETE n`;
export const writeNodes = `UNWIND $nodes AS row MERGE (n:ArtemisNode {project: $project, id: row.id})
SET n.kind = row.kind, n.name = row.name, n.path = row.path, n.detail = row.detail,
n.startLine = row.startLine, n.endLine = row.endLine, n.words = row.words, n.digest = null`;
export const writeDigests = `UNWIND $files AS file
MATCH (n:ArtemisNode {project: $project, path: file.path}) WHERE n.kind IN ['file', 'test'] SET n.digest = file.digest`;

/** Type of relationship of each kind of edge. A type cannot be a parameter, so there is one statement a kind. */
export const edgeTypes: Readonly<Record<EdgeKind, string>> = {
  calls: 'CALLS',
  changed_by: 'CHANGED_BY',
  contains: 'CONTAINS',
  imports: 'IMPORTS',
  references: 'REFERENCES',
  tests: 'TESTS',
};

const writeEdgesOf = (type: string): string => `UNWIND $edges AS row
MATCH (a:ArtemisNode {project: $project, id: row.from}) MATCH (b:ArtemisNode {project: $project, id: row.to})
MERGE (a)-[e:${type}]->(b) SET e.weight = row.weight`;

/** Writes edges, by kind. */
export const writeEdges: Readonly<Record<EdgeKind, string>> = {
  calls: writeEdgesOf(edgeTypes.calls),
  changed_by: writeEdgesOf(edgeTypes.changed_by),
  contains: writeEdgesOf(edgeTypes.contains),
  imports: writeEdgesOf(edgeTypes.imports),
  references: writeEdgesOf(edgeTypes.references),
  tests: writeEdgesOf(edgeTypes.tests),
};
