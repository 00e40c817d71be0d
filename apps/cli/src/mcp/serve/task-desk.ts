import { ArtemisError, type ExecuteOptions, type RunResult, type StampedEvent } from '@artemis/core';
import type { TaskOrder } from './task-order.ts';

/** A run that another agent has ordered, while it goes on. */
export interface Ticket {
  readonly order: TaskOrder;
  readonly startedAt: string;
  /** `null` before the run has begun. */
  readonly runId: string | null;
  /** What happened last. */
  readonly last: StampedEvent | null;
  /** Resolves with the result; rejects when the run could not begin. */
  readonly done: Promise<RunResult>;
}

type Do = (order: TaskOrder, execute: ExecuteOptions) => Promise<RunResult>;

/** Takes orders, one at a time: two runs in the same files would spoil each other's work. */
export class TaskDesk {
  readonly #do: Do;
  #current: (Ticket & { readonly stop: AbortController }) | null = null;

  constructor(doTask: Do) {
    this.#do = doTask;
  }

  /** The run that goes on; `null` when none does. */
  get current(): Ticket | null {
    return this.#current;
  }

  /**
   * Begins a run. It goes on whether or not anybody waits for it.
   *
   * @throws ArtemisError `ARTEMIS_E_SERVE_BUSY` while another one goes on.
   */
  begin(order: TaskOrder, onEvent: (event: StampedEvent) => void): Ticket {
    if (this.#current) throw busy(this.#current);
    const stop = new AbortController();
    let last: StampedEvent | null = null;
    const note = (event: StampedEvent): void => {
      last = event;
      onEvent(event);
    };
    const done = this.#do(order, { signal: stop.signal, onEvent: note }).finally(() => (this.#current = null));
    // Whoever ordered it may have gone.
    done.catch(() => {});
    const ticket = {
      order,
      startedAt: new Date().toISOString(),
      stop,
      done,
      get runId() {
        return last?.runId ?? null;
      },
      get last() {
        return last;
      },
    };
    this.#current = ticket;
    return ticket;
  }

  /** Stops the run that goes on, and waits until it has saved what it has. @returns Whether there was one. */
  async stop(reason: string): Promise<boolean> {
    const ticket = this.#current;
    if (!ticket) return false;
    ticket.stop.abort(new ArtemisError('ARTEMIS_E_CANCELLED', reason, { hint: 'What was done is saved. Go on with: artemis resume' }));
    await ticket.done.catch(() => {});
    return true;
  }
}

const busy = ({ runId, order }: Ticket): ArtemisError =>
  new ArtemisError('ARTEMIS_E_SERVE_BUSY', `Another task is being worked on: ${order.text.slice(0, 100)}`, {
    hint: 'Ask for its status, wait until it has ended, or cancel it.',
    facts: { runId },
  });
