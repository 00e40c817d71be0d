/** A process of its own that maps a project from what another has kept: `node kg-map-process.ts <project> <state> <text>`. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openCodeGraph } from '@artemis/kg';

const [projectDir = '', stateDir = '', text = ''] = process.argv.slice(2);
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
await using graph = await openCodeGraph({ projectDir, stateDir, useNeo4j: false });
await graph.index();
const { value } = await graph.map(text);
// Since the process was started, Node's own start included.
console.log(JSON.stringify({ ms: performance.now(), longestStallMs: delay.max / 1e6, items: value.length }));
