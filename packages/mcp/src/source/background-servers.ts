import { type AbsentTools, type CallContext, type Clock, type Timer, type ToolList, type ToolSource } from '@artemis/core';
import type { ConfiguredServers } from '../config/server-config.ts';
import { brokenEntryAbsent } from './broken-entry-absent.ts';
import { joining } from './joining.ts';
import type { LiveServers } from './live-servers.ts';

/** What {@link BackgroundServers} work with. */
export interface BackgroundServersParts {
  readonly configured: ConfiguredServers;
  readonly clock: Clock;
  /** Loads what speaks to servers. None of them is started by that. */
  readonly load: () => Promise<LiveServers>;
}

/**
 * A server that a run can do without is not started before the run has asked its first question: a start takes a processor for a
 * moment. A run asks for tools when it begins, and then before each question, which is out this long afterwards, in milliseconds.
 */
const questionMs = 150;
/** A run whose first question is a long time in coming has its servers started all the same, in milliseconds after it began. */
const longestRestMs = 3_000;

/** Servers that come up behind a run. Not even the code that speaks to them is loaded before it is needed. */
export class BackgroundServers implements ToolSource {
  readonly #parts: BackgroundServersParts;
  readonly #isRequired: boolean;
  #timer: Timer | null = null;
  #loading: Promise<LiveServers> | null = null;
  #live: LiveServers | null = null;
  /** How often it was asked before it was loaded. */
  #asked = 0;
  #hasFailed = false;
  #isClosed = false;

  constructor(parts: BackgroundServersParts) {
    this.#parts = parts;
    this.#isRequired = parts.configured.servers.some(({ required }) => required);
  }

  async tools(call: CallContext): Promise<ToolList> {
    const live = this.#isRequired ? await this.#begin() : this.#live;
    if (live) return live.tools(call);
    // What could not be loaded is tried again: while that fails, the one below serves.
    if (this.#hasFailed) return (await this.#begin()).tools(call);
    this.#asked += 1;
    if (this.#asked === 1) this.#beginIn(longestRestMs);
    else if (this.#asked === 2) this.#beginIn(questionMs);
    return this.#notYet();
  }

  /** Starts what has not been started yet, and resolves when each server has come up, or has failed for the first time. */
  async firstTries(call: CallContext): Promise<void> {
    const live = await this.#begin();
    live.beginAll();
    await live.firstTries(call);
  }

  /** Ends all of them, with everything they have started. Never rejects. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#timer?.cancel();
    const live = await this.#loading?.catch(() => null);
    await live?.close();
  }

  #beginIn(ms: number): void {
    this.#timer?.cancel();
    this.#timer = this.#parts.clock.after(ms, () => void this.#begin().catch(() => {})).unref();
  }

  #begin(): Promise<LiveServers> {
    this.#timer?.cancel();
    this.#loading ??= this.#load().catch((error: unknown) => {
      this.#loading = null;
      this.#hasFailed = true;
      throw error;
    });
    return this.#loading;
  }

  async #load(): Promise<LiveServers> {
    const live = await this.#parts.load();
    if (!this.#isClosed) live.beginOneByOne();
    this.#live = live;
    return live;
  }

  #notYet(): ToolList {
    const { servers, broken } = this.#parts.configured;
    const absent: readonly AbsentTools[] = [...servers.map(joining), ...broken.map(brokenEntryAbsent)];
    return { tools: [], absent };
  }
}
