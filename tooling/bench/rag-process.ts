/**
 * What a process of its own costs that opens retrieval for a project, and nothing else: what it does comes as JSON in its argument, what
 * it took goes to its output. The bench starts it, so that memory and first answers are those of the product alone.
 */
import { createRagIndex } from '@artemis/rag';

/** What the process is to do. */
export interface RagProcessOrder {
  readonly projectDir: string;
  readonly stateDir: string;
  readonly chromaUrl: string;
  readonly what: 'index' | 'ask';
}

/** What it took. */
export interface RagProcessCost {
  readonly ms: number;
  readonly cpuMs: number;
  readonly peakMb: number;
  /** Longest that the thread did one thing, in milliseconds of its own processor time: what else runs on the machine is not in it. */
  readonly stallMs: number;
  readonly servedBy: string;
}

const order = JSON.parse(process.argv[2] ?? '') as RagProcessOrder;
const begin = { ms: performance.now(), cpu: process.cpuUsage() };
let stallMs = 0;
let turn = threadMs();
const watch = setInterval(() => {
  const now = threadMs();
  stallMs = Math.max(stallMs, now - turn);
  turn = now;
}, 1);
const { projectDir, stateDir, chromaUrl, what } = order;
const index = createRagIndex({ projectDir, stateDir, chroma: { url: chromaUrl }, limits: { maxMs: 1_800_000 } });
const servedBy = what === 'index' ? await filled() : (await index.ask('where are the retries of a failed request counted')).servedBy.name;
const { user, system } = process.cpuUsage(begin.cpu);
clearInterval(watch);
const cost: RagProcessCost = {
  ms: Math.round(performance.now() - begin.ms),
  cpuMs: Math.round((user + system) / 1_000),
  peakMb: Math.round(process.resourceUsage().maxRSS / 1_024),
  stallMs: Math.round(stallMs),
  servedBy,
};
process.stdout.write(JSON.stringify(cost));
await index.close();

async function filled(): Promise<string> {
  const { complete, chroma } = await index.index();
  if (!complete) throw new Error('the index is not complete');
  return chroma.filled ? 'chroma' : 'lexical';
}

function threadMs(): number {
  const used = process.threadCpuUsage();
  return (used.user + used.system) / 1_000;
}
