import { DeadlineExceededError, withDeadline, type CallContext, type Clock } from '@artemis/core';
import { KgError } from '../kg-error.ts';
import type { LocalGraph } from '../keep/local-graph.ts';
import type { Neo4jGraphStore } from '../neo4j/neo4j-graph-store.ts';
import { catchUp } from './catch-up.ts';

/** What a {@link RemoteGraph} needs from outside. */
export interface RemoteSurroundings {
  readonly clock: Clock;
  /** Aborted when nobody needs the graph any more. */
  readonly signal: AbortSignal;
}

/** Neo4j's graph of a project, brought up to date with the local one before it answers. */
export class RemoteGraph {
  readonly store: Neo4jGraphStore;
  readonly #local: LocalGraph;
  readonly #surroundings: RemoteSurroundings;
  #prepared = false;
  #catchingUp: Promise<void> | null = null;

  constructor(store: Neo4jGraphStore, local: LocalGraph, surroundings: RemoteSurroundings) {
    this.store = store;
    this.#local = local;
    this.#surroundings = surroundings;
  }

  /**
   * Resolves when Neo4j has every write. Catching up goes on behind when the caller cannot wait that long, so that a later call
   * finds it done.
   *
   * @param waitMs - Longest to wait for a server that does answer, in milliseconds.
   * @throws KgError `ARTEMIS_E_KG_BEHIND` after that time.
   */
  async ready(waitMs: number, call: CallContext): Promise<void> {
    const label = 'graph catch-up';
    const running = this.#catchUp();
    try {
      await withDeadline(() => running, { clock: this.#surroundings.clock, label, timeoutMs: waitMs, call });
    } catch (error) {
      call.signal.throwIfAborted();
      if (!(error instanceof DeadlineExceededError) || error.label !== label) throw error;
      const { waiting } = this.#local;
      throw new KgError('ARTEMIS_E_KG_BEHIND', `Neo4j is not up to date after ${waitMs} ms; ${waiting} writes wait.`, {
        cause: error,
        facts: { waiting, waitMs },
      });
    }
  }

  #catchUp(): Promise<void> {
    this.#catchingUp ??= this.#run().finally(() => (this.#catchingUp = null));
    // Whoever waits sees the error; nobody may be waiting any more.
    this.#catchingUp.catch(() => undefined);
    return this.#catchingUp;
  }

  async #run(): Promise<void> {
    const call: CallContext = { signal: this.#surroundings.signal, remainingMs: () => Infinity };
    const known = this.#prepared;
    // After a failure it may be another server that answers, or a later version may have written there.
    this.#prepared = false;
    if (!known) await this.store.prepare(call);
    await catchUp(this.#local, this.store, call);
    this.#prepared = true;
  }
}
