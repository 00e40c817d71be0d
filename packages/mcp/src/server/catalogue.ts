import { sleep, withDeadline, type CallContext, type Clock } from '@artemis/core';
import type { Session } from '../connect/session.ts';
import { readListing, type ListedTool, type Listing } from '../tools/listed-tool.ts';
import type { SchemaChecks } from '../tools/schema-checks.ts';

/** What a {@link Catalogue} works with. */
export interface CatalogueParts {
  readonly clock: Clock;
  readonly checks: () => Promise<SchemaChecks>;
  /** Ends with the server: nothing is read afterwards. */
  readonly signal: AbortSignal;
}

/** Longest a reading may take, and the pause between two readings of a list that keeps changing. */
const timeoutMs = 10_000;
const pauseMs = 1_000;

/** The tools of one server, as it listed them last. */
export class Catalogue {
  readonly #parts: CatalogueParts;
  #listing: Listing = { tools: [], left: [] };
  #reading: Promise<void> | null = null;
  #isStale = false;

  constructor(parts: CatalogueParts) {
    this.#parts = parts;
  }

  get listing(): Listing {
    return this.#listing;
  }

  /** A tool as it is now: a list that is said to have changed is read first. */
  async current(name: string): Promise<ListedTool | undefined> {
    await this.#reading;
    return this.#listing.tools.find((tool) => tool.name === name);
  }

  async read(session: Session, call: CallContext): Promise<void> {
    const [tools, { isSchema }] = await Promise.all([session.listTools(call), this.#parts.checks()]);
    this.#listing = readListing(tools, isSchema);
  }

  /** The server says that its tools have changed. They are read one time after the other, however often it says so. */
  noteChange(session: Session): void {
    this.#isStale = true;
    this.#reading ??= this.#readAgain(session).finally(() => (this.#reading = null));
  }

  async #readAgain(session: Session): Promise<void> {
    const { clock, signal } = this.#parts;
    try {
      while (this.#isStale) {
        this.#isStale = false;
        await withDeadline((call) => this.read(session, call), { clock, label: 'list of tools', timeoutMs });
        if (this.#isStale) await sleep(clock, pauseMs, signal);
      }
    } catch {
      // Nobody knows what its tools are now.
      await session.close('it says that its tools have changed, and does not list them');
    }
  }
}
