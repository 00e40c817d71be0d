import type { CallContext } from '@artemis/core';
import type { LocalGraph } from '../keep/local-graph.ts';
import { noChange } from '../model/graph-change.ts';
import type { Neo4jGraphStore } from '../neo4j/neo4j-graph-store.ts';

/** Writes told at a time. */
const batchSize = 200;
/** Files whose slices are made at a time. */
const filesAtOnce = 100;

/**
 * Tells Neo4j of every write it has missed, until none waits. Where it cannot be known what it missed, as after it was restored from
 * a backup or written by another machine, the graphs are compared by the digests of the files. Ends early by rejecting, with what it
 * has told noted on both sides; a batch whose fate is unknown is told again, which changes nothing.
 */
export async function catchUp(local: LocalGraph, remote: Neo4jGraphStore, call: CallContext): Promise<void> {
  const mark = await remote.mark(call);
  if (mark === null) await remote.prepare(call);
  if (mark?.writer !== local.writer || mark.applied < local.applied) local.compareInstead();
  while (local.waiting > 0) {
    call.signal.throwIfAborted();
    if (local.mustCompare) await compare(local, remote, call);
    else await tell(local, remote, call);
  }
}

async function tell(local: LocalGraph, remote: Neo4jGraphStore, call: CallContext): Promise<void> {
  const batch = local.next(batchSize);
  const applied = batch.at(-1)?.number ?? local.number;
  await remote.apply(
    batch.map(({ change }) => change),
    call,
  );
  await remote.setMark({ writer: local.writer, applied }, call);
  local.acknowledge(applied, 'told');
}

/** Makes Neo4j's graph of the files that of this process, and adds the runs and decisions it lacks. */
async function compare(local: LocalGraph, remote: Neo4jGraphStore, call: CallContext): Promise<void> {
  const theirs = await remote.digests(call);
  // From here to `apply` nothing waits, so number and content belong together.
  const applied = local.number;
  const ours = local.store.digestsNow;
  const drop = [...theirs.keys()].filter((path) => !ours.has(path));
  const put = [...ours].filter(([path, digest]) => theirs.get(path) !== digest).map(([path]) => path);
  await remote.apply([{ ...noChange, drop }], call);
  // Nodes first: an edge that finds no end is left out.
  for (const paths of inParts(put)) await remote.putNodes(local.store.slices(paths), call);
  for (const paths of inParts(put)) await remote.putEdges(local.store.slices(paths), call);
  const { nodes, edges } = local.store.history();
  await remote.apply([{ ...noChange, nodes, edges }], call);
  await remote.setMark({ writer: local.writer, applied }, call);
  local.acknowledge(applied, 'compared');
}

function* inParts(paths: readonly string[]): Iterable<readonly string[]> {
  for (let at = 0; at < paths.length; at += filesAtOnce) yield paths.slice(at, at + filesAtOnce);
}
