/** A process of its own that maps a project from what another has kept: `node kg-map-process.ts <project> <state> <text>`. */
import { openCodeGraph } from '@artemis/kg';
import { watchStalls } from './longest-stall.ts';

const [projectDir = '', stateDir = '', text = ''] = process.argv.slice(2);
const stalls = watchStalls();
await using graph = await openCodeGraph({ projectDir, stateDir, useNeo4j: false });
await graph.index();
const { value } = await graph.map(text);
const { user, system } = process.cpuUsage();
// Since the process was started, Node's own start included.
console.log(
  JSON.stringify({
    ms: Math.round(performance.now()),
    cpuMs: Math.round((user + system) / 1_000),
    stallMs: stalls.end(),
    items: value.length,
  }),
);
