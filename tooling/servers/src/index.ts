export { freePort, startChroma, type ChromaServer, type ServerCommand, type StartChromaOptions } from './start-chroma.ts';
export { canStartNeo4j, startNeo4j, type Neo4jServer, type StartNeo4jOptions } from './start-neo4j.ts';
