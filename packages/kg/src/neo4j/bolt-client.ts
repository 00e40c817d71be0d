import { DeadlineExceededError, withDeadline, type CallContext, type Clock } from '@artemis/core';
import type { Config, Driver, Session } from 'neo4j-driver';
import { KgError } from '../kg-error.ts';
import type { DriverPackage } from './load-driver.ts';
import type { Neo4jOptions } from './neo4j-options.ts';
import { toKgError, type ConnectionFacts } from './to-kg-error.ts';

/** A statement with its parameters. */
export interface Statement {
  readonly text: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** One row of an answer, by column. Nothing is known of its values. */
export type Row = Readonly<Record<string, unknown>>;

/**
 * Talks to Neo4j: every call has a deadline of its own, nothing is retried here, and after a call that got no answer the driver is
 * replaced, because the connection it hangs on would hang the next call too.
 */
export class BoltClient {
  readonly #neo4j: DriverPackage;
  readonly #options: Neo4jOptions;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #maxConnections: number;
  #driver: Driver | null = null;
  #busy = 0;

  constructor(neo4j: DriverPackage, options: Neo4jOptions, clock: Clock) {
    this.#neo4j = neo4j;
    this.#options = options;
    this.#clock = clock;
    this.#timeoutMs = options.timeoutMs ?? 1_500;
    this.#maxConnections = options.maxConnections ?? 8;
  }

  /** Asks the server whether it is there and lets us in. */
  verify(call: CallContext): Promise<void> {
    return this.#within('connect', call, async (driver) => {
      await driver.verifyConnectivity(this.#database);
    });
  }

  /** Runs one statement that only reads. */
  read({ text, parameters }: Statement, call: CallContext): Promise<readonly Row[]> {
    return this.#within('read', call, (driver) =>
      this.#session(driver, 'READ', async (session) => {
        const { records } = await session.run(text, parameters, { timeout: this.#timeoutMs });
        return records.map((record) => record.toObject());
      }),
    );
  }

  /** Runs statements in one transaction: all of them count, or none. */
  write(statements: readonly Statement[], call: CallContext): Promise<void> {
    return this.#within('write', call, (driver) =>
      this.#session(driver, 'WRITE', async (session) => {
        const transaction = await session.beginTransaction({ timeout: this.#timeoutMs });
        for (const { text, parameters } of statements) await transaction.run(text, parameters);
        await transaction.commit();
      }),
    );
  }

  /** Runs a statement that changes the schema. Those must be alone in their transaction. */
  define(text: string, call: CallContext): Promise<void> {
    return this.write([{ text, parameters: {} }], call);
  }

  /** Lets go of all connections. The next call opens new ones. */
  async close(): Promise<void> {
    if (this.#driver) await this.#drop(this.#driver);
  }

  /** Closes a driver. Another call may have replaced it already. */
  async #drop(driver: Driver): Promise<void> {
    if (this.#driver === driver) this.#driver = null;
    try {
      await driver.close();
    } catch {
      // Its connections are broken: nothing is held.
    }
  }

  get #database(): { readonly database?: string } {
    return this.#options.database === undefined ? {} : { database: this.#options.database };
  }

  async #within<T>(label: string, call: CallContext, work: (driver: Driver) => Promise<T>): Promise<T> {
    const driver = (this.#driver ??= this.#open());
    this.#busy += 1;
    try {
      const options = { clock: this.#clock, label: `Neo4j ${label}`, timeoutMs: this.#timeoutMs, call };
      return await withDeadline(() => work(driver), options);
    } catch (error) {
      call.signal.throwIfAborted();
      const found = toKgError(error, this.#facts());
      if (mustReplace(found)) void this.#drop(driver);
      throw found;
    } finally {
      this.#busy -= 1;
    }
  }

  async #session<T>(driver: Driver, access: 'READ' | 'WRITE', work: (session: Session) => Promise<T>): Promise<T> {
    const session = driver.session({ defaultAccessMode: access, ...this.#database });
    try {
      return await work(session);
    } finally {
      // Not awaited: on a connection that hangs it would hang too, and a failed transaction is rolled back by it either way.
      void session.close().catch(() => undefined);
    }
  }

  /** @throws KgError `ARTEMIS_E_KG_UNREACHABLE` for an address the driver cannot read. */
  #open(): Driver {
    const { auth, driver } = this.#neo4j;
    const { url = defaultUrl, user = 'neo4j', password } = this.#options;
    try {
      return driver(url, password === undefined ? undefined : auth.basic(user, password), this.#config());
    } catch (error) {
      throw toKgError(error, this.#facts());
    }
  }

  #facts(): ConnectionFacts {
    return { address: hostOf(this.#options.url ?? defaultUrl), busy: this.#busy, maxConnections: this.#maxConnections };
  }

  #config(): Config {
    return {
      connectionTimeout: Math.ceil(this.#timeoutMs * 0.6),
      connectionAcquisitionTimeout: Math.ceil(this.#timeoutMs * 0.9),
      maxConnectionPoolSize: this.#maxConnections,
      maxTransactionRetryTime: 0,
      disableLosslessIntegers: true,
      telemetryDisabled: true,
      userAgent: 'artemis-kg/1',
    };
  }
}

const defaultUrl = 'bolt://127.0.0.1:7687';

/** Host and port of an address: it may hold a password, so no more of it is shown. */
function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return 'an address that cannot be read';
  }
}

/** After no answer, or too many calls without one, the old connections are not worth waiting for. */
const mustReplace = (error: unknown): boolean =>
  error instanceof DeadlineExceededError || (error instanceof KgError && replaceAfter.has(error.code));

const replaceAfter: ReadonlySet<string> = new Set(['ARTEMIS_E_KG_CONNECTIONS', 'ARTEMIS_E_KG_LOGIN'] satisfies KgError['code'][]);
