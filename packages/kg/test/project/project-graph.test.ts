import { nodeFileSystem, silentLogger, systemLocks } from '@artemis/core';
import { seededRandom } from '@artemis/core/testing';
import { expect, it } from 'vitest';
import { ProjectGraph } from '../../src/project/project-graph.ts';
import { BusyClock } from '../busy-clock.ts';
import { layeredProject } from '../neo4j/parity-project.ts';
import { freeCall } from '../query/graphs.ts';
import { sampleProject } from '../sample-project.ts';

it('knows a part of the files when time was short, and the rest a moment later', async () => {
  await using project = await sampleProject(layeredProject(6, 20));
  const { signal } = new AbortController();
  const ports = { fileSystem: nodeFileSystem, random: seededRandom(1), locks: systemLocks, clock: new BusyClock(), logger: silentLogger };
  const graph = await ProjectGraph.open(project.dir, { ...ports, stateDir: null, project: null, maxIndexMs: 80, signal });

  const part = await graph.refresh(freeCall);
  const known = [...graph.local.store.paths].length;
  await graph.refresh(freeCall, { force: true });

  expect(part.complete).toBe(false);
  expect(known).toBe(part.files.length);
  expect(known).toBeLessThan([...graph.local.store.paths].length);
  expect([...graph.local.store.paths]).toHaveLength(Object.keys(layeredProject(6, 20)).length);
  await graph.close();
});
