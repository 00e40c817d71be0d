import { Breather, type IndexedFile, type ProjectIndex } from '@artemis/code-index';
import type { Clock } from '@artemis/core';
import type { LocalGraph } from '../keep/local-graph.ts';
import type { FileSlice } from '../model/file-slice.ts';
import { noChange, rowsOf, type GraphChange } from '../model/graph-change.ts';
import { madeOf, partsOfSource, sameReading, sourceOf } from './made-of.ts';
import { outdatedFiles } from './outdated-files.ts';
import { ProjectKnowledge } from './project-knowledge.ts';
import { ReferenceResolver } from './reference-resolver.ts';
import { nodesAlone, sliceOf } from './slice-of.ts';

/** With a larger share of files changed, the graph is made anew: telling what of it still holds would take as long. */
const wholeShare = 0.2;
/** Files dropped from the graph at a time. */
const dropsAtOnce = 20;
/** Nodes and edges that are written at once. A larger change is written a part at a time. */
const maxRowsAtOnce = 10_000;

/** Keeps a graph up with the index of its project: after a change, only the slices that may be others are made again. */
export class GraphFacts {
  readonly #clock: Clock;
  #knowledge = new ProjectKnowledge();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Makes a graph that of an index. A partial index adds to a graph that was never made of a whole one, and changes no other: what it
   * lacks may still be there.
   *
   * @param signal - Its abort ends the work between two files; the graph is then made anew the next time.
   */
  async update(index: ProjectIndex, graph: LocalGraph, signal: AbortSignal): Promise<void> {
    const { store, made: before } = graph;
    const made = madeOf(index);
    if (made === '' && before !== '') return;
    const paths = new Set(index.files.map(({ path }) => path));
    const changed = index.files.filter(({ path, sha256 }) => partsOfSource(store.file(path)?.source).sha256 !== sha256);
    const removed = index.complete ? [...store.paths].filter((path) => !paths.has(path)) : [];
    if (made === before && changed.length + removed.length === 0) return;
    const breather = new Breather(this.#clock);
    const reshaped = made !== before || removed.length > 0 || changed.some(({ path }) => !store.has(path));
    const whole = !sameReading(made, before) || changed.length + removed.length > index.files.length * wholeShare;
    if (whole) this.#knowledge = new ProjectKnowledge();
    const news = { changed, removed, reshaped };
    await this.#knowledge.learn(index, news, breather);
    const outdated = whole ? paths : await outdatedFiles(store, this.#knowledge, news, breather);
    const files = index.files.filter(({ path }) => outdated.has(path));
    const slices = this.#slicesOf(files, breather, signal);
    const small = whole ? null : await smallChange(removed, slices, graph);
    if (small === null) return graph.rewrite(this.#inParts(files, removed, breather, signal), made);
    // Nobody waits for the disk: what is known of files can be found out again.
    void graph.write(small, made);
  }

  /** All nodes first, then each file with its edges: an edge that finds no end is left out. */
  async *#inParts(
    files: readonly IndexedFile[],
    removed: readonly string[],
    breather: Breather,
    signal: AbortSignal,
  ): AsyncIterable<GraphChange> {
    for (let at = 0; at < removed.length; at += dropsAtOnce) {
      yield { ...noChange, drop: removed.slice(at, at + dropsAtOnce) };
      await breather.breathe();
    }
    for (const file of files) {
      signal.throwIfAborted();
      yield { ...noChange, put: [nodesAlone(file)] };
      await breather.breathe();
    }
    for await (const slice of this.#slicesOf(files, breather, signal)) yield { ...noChange, put: [slice] };
  }

  async *#slicesOf(files: readonly IndexedFile[], breather: Breather, signal: AbortSignal): AsyncIterable<FileSlice> {
    const resolver = new ReferenceResolver(this.#knowledge);
    for (const file of files) {
      signal.throwIfAborted();
      yield this.#sliceOf(file, resolver);
      await breather.breathe();
    }
  }

  #sliceOf(file: IndexedFile, resolver: ReferenceResolver): FileSlice {
    const { path, sha256 } = file;
    const imports = this.#knowledge.links(path).map(({ to }) => to);
    const source = sourceOf(sha256, this.#knowledge.linksDigest(path));
    return sliceOf(file, { resolver, imports, tests: this.#knowledge.testedBy(path), source });
  }
}

/** The slices that a graph does not hold, as one change; `null` when that would be a large one. */
async function smallChange(drop: readonly string[], slices: AsyncIterable<FileSlice>, { store }: LocalGraph): Promise<GraphChange | null> {
  const put: FileSlice[] = [];
  let rows = drop.reduce((sum, path) => sum + (store.file(path)?.keys.length ?? 0), 0);
  for await (const slice of slices) {
    const there = store.file(slice.path);
    if (there?.digest === slice.digest && there.source === slice.source) continue;
    put.push(slice);
    rows += rowsOf({ ...noChange, put: [slice] });
    if (rows > maxRowsAtOnce) return null;
  }
  return { ...noChange, drop, put };
}
