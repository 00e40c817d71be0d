import { ArtemisError, type Clock, type Timer } from '@artemis/core';
import type { ParseAnswer, ParseQuestion } from './parse-messages.ts';
import { lazySource } from '../packed/stored-file.ts';
import type { ParsedSource } from './parsed-source.ts';
import type { ParserThread, StartThread, ThreadListener } from './parser-thread.ts';
import type { ParseRequest, SourceParsers } from './source-parsers.ts';

/** What a pool is made of. */
export interface ParserPoolOptions {
  readonly threads: number;
  readonly clock: Clock;
  readonly startThread: StartThread;
}

/** Texts a thread has at once: while it answers for one, the next is there already. */
const perThread = 2;
/** A text whose thread died is tried once more: another text may have been to blame. */
const maxTries = 2;
/** Threads that may die in a row before they run, until parsing counts as broken here. */
const maxStillborn = 3;
/** Time beyond its limit that a thread gets to answer, for loading a grammar, before it is ended. */
const graceMs = 5_000;

interface Job extends ParseRequest {
  readonly id: number;
  tries: number;
  readonly resolve: (parsed: ParsedSource | null) => void;
  readonly reject: (reason: unknown) => void;
}

interface Slot {
  readonly thread: ParserThread;
  /** Asked and not answered, oldest first: the thread is working on the first. */
  readonly jobs: Job[];
  watchdog: Timer | null;
  isReady: boolean;
  overdue: boolean;
}

/** Several parser threads, started when needed. A thread that dies or hangs costs the text it was working on. */
export class ParserPool implements SourceParsers, ThreadListener {
  readonly width: number;
  readonly #options: ParserPoolOptions;
  readonly #slots = new Map<ParserThread, Slot>();
  readonly #waiting: Job[] = [];
  #nextId = 0;
  #stillborn = 0;
  #closed = false;

  constructor(options: ParserPoolOptions) {
    this.#options = options;
    this.width = options.threads * perThread;
  }

  async parse(request: ParseRequest, signal?: AbortSignal): Promise<ParsedSource | null> {
    signal?.throwIfAborted();
    if (this.#closed) return null;
    let stop: (() => void) | undefined;
    try {
      return await new Promise<ParsedSource | null>((resolve, reject) => {
        const job: Job = { ...request, id: this.#nextId++, tries: 0, resolve, reject };
        stop = () => {
          reject(signal?.reason);
          const at = this.#waiting.indexOf(job);
          if (at >= 0) this.#waiting.splice(at, 1);
        };
        signal?.addEventListener('abort', stop, { once: true });
        this.#waiting.push(job);
        this.#handOut();
      });
    } finally {
      if (stop !== undefined) signal?.removeEventListener('abort', stop);
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    const slots = [...this.#slots.values()];
    for (const job of this.#waiting.splice(0)) job.resolve(null);
    for (const slot of slots) slot.watchdog?.cancel();
    await Promise.all(slots.map(({ thread }) => thread.end()));
  }

  onReady(thread: ParserThread): void {
    const slot = this.#slots.get(thread);
    if (slot === undefined) return;
    slot.isReady = true;
    this.#stillborn = 0;
  }

  onAnswer(thread: ParserThread, answer: ParseAnswer): void {
    const slot = this.#slots.get(thread);
    const job = slot?.jobs.shift();
    if (slot === undefined || job === undefined) return;
    if (answer.broken === undefined) job.resolve(answer.parsed && lazySource(answer.parsed));
    else job.reject(parserBroken(answer.broken, null));
    if (answer.retires) this.#retire(slot);
    else this.#watch(slot);
    this.#handOut();
  }

  onEnd(thread: ParserThread, error: unknown): void {
    const slot = this.#slots.get(thread);
    if (slot === undefined) return;
    this.#slots.delete(thread);
    slot.watchdog?.cancel();
    const [first, ...others] = slot.jobs;
    if (!slot.isReady && !slot.overdue) this.#stillborn += 1;
    if (this.#closed) return slot.jobs.forEach((job) => job.resolve(null));
    if (this.#stillborn >= maxStillborn) return this.#giveUp(slot.jobs, error);
    this.#waiting.unshift(...others);
    if (first !== undefined) this.#blame(first, slot.overdue);
    this.#handOut();
  }

  #blame(job: Job, overdue: boolean): void {
    job.tries += 1;
    if (overdue || job.tries >= maxTries) job.resolve(null);
    else this.#waiting.unshift(job);
  }

  #giveUp(jobs: readonly Job[], cause: unknown): void {
    const error = parserBroken('its threads end before they run', cause);
    for (const job of [...jobs, ...this.#waiting.splice(0)]) job.reject(error);
    this.#stillborn = 0;
  }

  #retire(slot: Slot): void {
    this.#slots.delete(slot.thread);
    slot.watchdog?.cancel();
    this.#waiting.unshift(...slot.jobs.splice(0));
    void slot.thread.end();
  }

  #handOut(): void {
    while (this.#waiting.length > 0) {
      const slot = this.#freest();
      if (slot === null) return;
      const job = this.#waiting.shift();
      if (job !== undefined) this.#ask(slot, job);
    }
  }

  #ask(slot: Slot, job: Job): void {
    slot.jobs.push(job);
    if (slot.jobs.length === 1) this.#watch(slot);
    const question: ParseQuestion = { id: job.id, language: job.language, text: job.text, maxMs: job.maxMs };
    slot.thread.ask(question);
  }

  /** The slot with the least to do, a new one if all have something and there may be more; `null` when all are full. */
  #freest(): Slot | null {
    const [freest] = [...this.#slots.values()].sort((a, b) => a.jobs.length - b.jobs.length);
    if (freest !== undefined && freest.jobs.length === 0) return freest;
    if (this.#slots.size < this.#options.threads) return this.#start();
    return freest !== undefined && freest.jobs.length < perThread ? freest : null;
  }

  #start(): Slot {
    const thread = this.#options.startThread(this);
    const slot: Slot = { thread, jobs: [], watchdog: null, isReady: false, overdue: false };
    this.#slots.set(thread, slot);
    return slot;
  }

  /** Times the text the thread is working on, and lets the process end when there is none. */
  #watch(slot: Slot): void {
    slot.watchdog?.cancel();
    const [job] = slot.jobs;
    slot.thread.keepAlive(job !== undefined);
    if (job === undefined) return;
    slot.watchdog = this.#options.clock
      .after(job.maxMs + graceMs, () => {
        slot.overdue = true;
        void slot.thread.end();
      })
      .unref();
  }
}

function parserBroken(reason: string, cause: unknown): ArtemisError {
  return new ArtemisError('ARTEMIS_E_INDEX_PARSER', `No source can be parsed here: ${reason}.`, {
    hint: 'Install the package again; `web-tree-sitter` and `@vscode/tree-sitter-wasm` must be whole.',
    cause: cause ?? undefined,
    facts: { reason },
  });
}
