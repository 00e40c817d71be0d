import { nodeFileSystem, silentLogger, systemLocks } from '@artemis/core';
import { FakeClock, seededRandom } from '@artemis/core/testing';
import { expect, it } from 'vitest';
import { ProjectGraph } from '../../src/project/project-graph.ts';
import { layeredProject } from '../neo4j/parity-project.ts';
import { freeCall } from '../query/graphs.ts';
import { sampleProject } from '../sample-project.ts';

/** A clock that each look at it moves on by a millisecond: whoever watches the time takes time. */
class BusyClock extends FakeClock {
  override nowMs(): number {
    this.advance(1);
    return super.nowMs();
  }
}

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
