import { describe, expect, it } from 'vitest';
import { boltStub } from '../double/bolt-stub.ts';
import { graphDouble } from '../double/graph-double.ts';
import { bothGraphs, freeCall } from './both-graphs.ts';
import { questions } from './questions.ts';

describe('the double of Neo4j that other tests use', { timeout: 120_000 }, () => {
  it(`gives the same ${questions.length} answers as the memory`, async () => {
    await using stub = await boltStub(graphDouble().answer);
    await using graphs = await bothGraphs(stub.url, 'parity');

    for (const { title, ask } of questions) {
      const [inMemory, inNeo4j] = [await ask(graphs.memory, freeCall), await ask(graphs.neo4j, freeCall)];
      expect({ title, answer: inNeo4j }).toEqual({ title, answer: inMemory });
    }
    expect(questions.length).toBeGreaterThanOrEqual(30);
  });
});
