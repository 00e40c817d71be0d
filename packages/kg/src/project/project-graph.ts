import { createHash } from 'node:crypto';
import { join } from 'node:path';
import {
  withDeadline,
  type CallContext,
  type Clock,
  type FileSystem,
  type Logger,
  type ProcessLock,
  type ProcessLocks,
  type Random,
} from '@artemis/core';
import type { IndexProgress, ProjectIndex } from '@artemis/code-index';
import { GraphFacts } from '../facts/graph-facts.ts';
import { runChange, type RunRecord } from '../facts/run-record.ts';
import { LocalGraph } from '../keep/local-graph.ts';
import { RunSpool } from '../keep/run-spool.ts';
import { ProjectFacts } from './project-facts.ts';

/** What a project's graph is made with. */
export interface ProjectSurroundings {
  /** Folder for the graphs of all projects; `null` to keep none. */
  readonly stateDir: string | null;
  /** Name of the project in Neo4j; `null` to make one of its folder. */
  readonly project: string | null;
  readonly maxIndexMs: number;
  readonly clock: Clock;
  readonly fileSystem: FileSystem;
  readonly random: Random;
  readonly locks: ProcessLocks;
  readonly logger: Logger;
  /** Aborted when everything ends. */
  readonly signal: AbortSignal;
}

/** A look at the files that is this young is taken for the present, in milliseconds: primary and fallback may both want one. */
const freshMs = 1_000;
/** Longest single look at what a call did not wait for, in milliseconds. */
const behindMs = 60_000;

/** The graph of one project folder, and how it is kept up with the files. */
export class ProjectGraph {
  /** Name of the project in Neo4j. */
  readonly project: string;
  readonly local: LocalGraph;
  readonly #facts: ProjectFacts;
  readonly #graphFacts: GraphFacts;
  readonly #signal: AbortSignal;
  readonly #clock: Clock;
  readonly #lock: ProcessLock | null;
  /** `null` when nothing is kept on disk. */
  readonly #spool: RunSpool | null;
  /** Runs of which this process has recorded the end. */
  readonly #recorded = new Map<string, string>();
  readonly #maxIndexMs: number;
  #look: Promise<ProjectIndex> | null = null;
  /** Looks at what no call has waited for. */
  #behind: Promise<void> | null = null;
  #lookedAtMs = -Infinity;
  #last: ProjectIndex | null = null;

  private constructor(parts: {
    readonly project: string;
    readonly local: LocalGraph;
    readonly facts: ProjectFacts;
    readonly clock: Clock;
    readonly signal: AbortSignal;
    readonly maxIndexMs: number;
    readonly lock: ProcessLock | null;
    readonly spool: RunSpool | null;
  }) {
    this.project = parts.project;
    this.local = parts.local;
    this.#facts = parts.facts;
    this.#graphFacts = new GraphFacts(parts.clock);
    this.#signal = parts.signal;
    this.#maxIndexMs = parts.maxIndexMs;
    this.#clock = parts.clock;
    this.#lock = parts.lock;
    this.#spool = parts.spool;
  }

  /** Opens the graph of a folder. When another process keeps it on disk, this one only reads what is there. */
  static async open(projectDir: string, surroundings: ProjectSurroundings): Promise<ProjectGraph> {
    const { stateDir, fileSystem, locks, logger, clock, signal, maxIndexMs } = surroundings;
    const root = await fileSystem.realpath(projectDir).catch(() => projectDir);
    const hash = createHash('sha256').update(root).digest('hex').slice(0, 16);
    const folder = stateDir === null ? null : join(stateDir, hash);
    // Without a lock nothing is written, so that two processes cannot spoil each other's files.
    const taken = folder === null ? null : await locks.acquire(`artemis-kg:${folder}`).catch(() => ({ holder: null }));
    const lock = taken && 'lock' in taken ? taken.lock : null;
    if (taken && lock === null)
      logger.info({ folder }, 'Another process keeps the graph of this project; this one does not write it to disk.');
    const local = await LocalGraph.open({ ...surroundings, folder, writable: lock !== null });
    const cacheFolder = folder === null || lock === null ? null : join(folder, 'index');
    const facts = new ProjectFacts({ ...surroundings, projectDir: root, cacheFolder });
    const spool = folder === null ? null : new RunSpool(folder, surroundings);
    return new ProjectGraph({ project: surroundings.project ?? hash, local, facts, clock, signal, maxIndexMs, lock, spool });
  }

  /**
   * Brings the local graph up with the files. Callers at the same time share one look; an abort leaves it to go on behind. What takes
   * longer than a look may, goes on behind too, and meanwhile the graph is as far as it came.
   */
  async refresh(
    call: CallContext,
    options: { readonly onProgress?: (progress: IndexProgress) => void; readonly force?: boolean } = {},
  ): Promise<ProjectIndex> {
    const isFresh = this.#behind !== null || this.#clock.nowMs() - this.#lookedAtMs < freshMs;
    if (this.#last !== null && isFresh && !options.force) return this.#last;
    // A look that is under way may have missed what was written just now.
    if (options.force) await withDeadline(() => this.#settledLook(), { clock: this.#clock, label: 'look', call });
    // Half of the time is left for what the caller wants to know, be it of a part of the files.
    this.#look ??= this.#lookNow(Math.min(this.#maxIndexMs, call.remainingMs() / 2), options.onProgress).finally(() => (this.#look = null));
    const look = this.#look;
    // Whoever waits sees the error; a caller that was cancelled already waits for nothing.
    look.catch(() => undefined);
    return withDeadline(() => look, { clock: this.#clock, label: 'index of the project', call });
  }

  /** Remembers a run. While another process keeps the graph on disk, the run is left for that one to take over. */
  async record(run: RunRecord): Promise<void> {
    await this.local.write(runChange(run));
    if (this.#lock === null) await this.#leave(run);
  }

  /**
   * Remembers a run that has ended just now, after a look at the files it has made. Should that take longer than half of what the
   * call has left, the run waits on disk for the end of a later look. Primary and fallback may both ask for it: it is done once.
   */
  async recordEnd(run: RunRecord, call: CallContext): Promise<void> {
    const json = JSON.stringify(run);
    if (this.#recorded.get(run.runId) === json) return;
    const left = await this.#leave(run);
    this.#recorded.set(run.runId, json);
    const part: CallContext = { signal: call.signal, remainingMs: () => call.remainingMs() / 2 };
    const looked = await this.refresh(part, { force: true }).then(
      () => true,
      () => false,
    );
    if (!looked || !left || this.#lock === null) await this.local.write(runChange(run));
    call.signal.throwIfAborted();
  }

  /** Waits until everything is on disk and lets go of the folder. */
  async close(): Promise<void> {
    await this.#settledLook();
    await this.#facts.close();
    await this.local.settled();
    await this.#lock?.release();
  }

  async #lookNow(maxMs: number, onProgress?: (progress: IndexProgress) => void): Promise<ProjectIndex> {
    const index = await this.#facts.look(maxMs, onProgress);
    await this.#graphFacts.update(index, this.local, this.#signal);
    if (this.#lock !== null) await this.#takeOverRuns();
    this.#last = index;
    this.#lookedAtMs = this.#clock.nowMs();
    if (!index.complete) this.#behind ??= this.#lookBehind(index).finally(() => (this.#behind = null));
    return index;
  }

  /** Looks again and again until there is nothing more to see. */
  async #lookBehind(first: ProjectIndex): Promise<void> {
    let seen = first;
    try {
      while (!seen.complete && !this.#signal.aborted) {
        const next = await this.#lookNow(behindMs);
        if (next.files.length <= seen.files.length) return;
        seen = next;
      }
    } catch {
      // The next call looks again, and says why it cannot.
    }
  }

  async #settledLook(): Promise<void> {
    await this.#look?.catch(() => undefined);
    await this.#behind;
  }

  /** Leaves a run on disk. False when there is none, or it is full: the run is then in memory only. */
  async #leave(run: RunRecord): Promise<boolean> {
    const leaving = this.#spool?.leave(run).then(
      () => true,
      () => false,
    );
    return (await leaving) ?? false;
  }

  async #takeOverRuns(): Promise<void> {
    const runs = (await this.#spool?.list()) ?? [];
    for (const { change } of runs) if (change !== null) await this.local.write(change);
    if (runs.length > 0) await this.#spool?.remove(runs);
  }
}
