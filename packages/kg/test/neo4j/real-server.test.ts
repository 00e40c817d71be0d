import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCodeGraph, type OpenCodeGraph } from '../../src/index.ts';
import { sampleProject, temporaryFolder, type SampleProject } from '../sample-project.ts';
import { graphServer, hasNeo4j, type GraphServer } from './graph-server.ts';

let server: GraphServer;
beforeAll(async () => {
  if (hasNeo4j) server = await graphServer();
}, 400_000);
afterAll(() => server?.[Symbol.asyncDispose]());

/** This machine may be slow; what is tested here is not how fast the server is. */
const patient = { timeoutMs: 20_000 };
let count = 0;
const open = (project: SampleProject, stateDir: string, name = `test-${process.pid}-${++count}`): Promise<OpenCodeGraph> =>
  openCodeGraph({ projectDir: project.dir, stateDir, project: name, catchUpMs: 60_000, neo4j: { url: server.url, ...patient } });

describe('a real Neo4j', () => {
  it.skipIf(!hasNeo4j)('holds the same graph as the memory (needs Neo4j 5.26, or Java 17 and Maven)', async () => {
    await using project = await sampleProject();
    await using state = await temporaryFolder();
    await using graph = await open(project, state.dir);
    await using local = await openCodeGraph({ projectDir: project.dir, useNeo4j: false });

    const indexed = await graph.index();
    await local.index();
    const exported = await graph.export();

    expect(indexed).toMatchObject({ servedBy: 'neo4j', value: { files: 12, complete: true } });
    expect(exported).toEqual({ servedBy: 'neo4j', value: (await local.export()).value });
  });
});
