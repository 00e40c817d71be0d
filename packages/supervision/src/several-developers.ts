import { Bulkhead, type CallContext, type Developer, type DevelopRequest, type Patch } from '@artemis/core';
import type { SupervisionOptions, SupervisionPorts } from './supervision-options.ts';
import { compete } from './team/compete.ts';
import { Crew } from './team/crew.ts';
import { roster } from './team/roster.ts';
import type { Worker, Workstyle } from './team/worker.ts';
import { developParts } from './parts/develop-parts.ts';
import { findParts } from './parts/find-parts.ts';
import type { Trees } from './tree/trees.ts';
import { shareOf } from './watch/share.ts';

/** What {@link SeveralDevelopers} are made of. */
export interface SeveralDevelopersParts {
  readonly options: SupervisionOptions;
  readonly ports: SupervisionPorts;
  readonly trees: Trees;
  /** Command lines of other agents, by their names. */
  readonly wrapped: ReadonlyMap<string, Workstyle>;
  readonly gatesAtOnce: number;
}

const defaultStallMs = 120_000;
const mostGatesWaiting = 1_000;

/** The primary: several developers, each in a copy of the project, and a supervisor over them. */
export class SeveralDevelopers implements Developer {
  readonly #parts: SeveralDevelopersParts;
  readonly #gates: Bulkhead;

  constructor(parts: SeveralDevelopersParts) {
    this.#parts = parts;
    this.#gates = new Bulkhead('supervision.gates', { maxConcurrent: parts.gatesAtOnce, maxQueued: mostGatesWaiting });
  }

  async develop(request: DevelopRequest, call: CallContext): Promise<Patch> {
    const { mode = 'best' } = { ...this.#parts.options, ...request.task.team };
    const workers = this.#workers(request);
    await using crew = this.#crew(request, workers.length, call);
    // What is left of a task that was split is one task.
    const parts = mode === 'parts' && request.attempt === 1 ? await findParts(request, workers.length, call) : null;
    if (parts) return await developParts(crew, { request, workers, parts }, call);
    return await compete(crew, { request, workers, first: mode === 'first' }, call);
  }

  /** Takes away what is left of every copy. */
  close(): Promise<void> {
    return this.#parts.trees.close();
  }

  #workers({ models, task }: DevelopRequest): readonly Worker[] {
    const { options, wrapped } = this.#parts;
    const usual = wrapped.size > 0 ? 1 : Math.min(Math.max(models.length, 2), 4);
    const { developers = usual } = { ...options, ...task.team };
    return roster({ models, developers, wrapped });
  }

  #crew(request: DevelopRequest, developers: number, call: CallContext): Crew {
    const { options, ports, trees } = this.#parts;
    const limits = { share: shareOf(request.task.limits ?? {}, developers), stallMs: options.stallMs ?? defaultStallMs };
    return new Crew({ clock: ports.clock, trees, gates: this.#gates, limits, restarts: options.restarts ?? {} }, request, call);
  }
}
