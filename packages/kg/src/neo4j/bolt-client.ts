import { DeadlineExceededError, withDeadline, type CallContext, type Clock } from '@artemis/core';
import type { Config, Driver, Session } from 'neo4j-driver';
import { KgError } from '../kg-error.ts';
import type { Neo4jOptions } from './neo4j-options.ts';
import { toKgError } from './to-kg-error.ts';

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
  readonly #options: Neo4jOptions;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #maxConnections: number;
  #driver: Promise<Driver> | null = null;
  #busy = 0;

  constructor(options: Neo4jOptions, clock: Clock) {
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
    const driver = this.#driver;
    this.#driver = null;
    try {
      await (await driver)?.close();
    } catch {
      // It never came up, or its connections are broken: either way nothing is held.
    }
  }

  get #database(): { readonly database?: string } {
    return this.#options.database === undefined ? {} : { database: this.#options.database };
  }

  async #within<T>(label: string, call: CallContext, work: (driver: Driver) => Promise<T>): Promise<T> {
    this.#busy += 1;
    try {
      this.#driver ??= this.#open();
      const driver = this.#driver;
      const options = { clock: this.#clock, label: `Neo4j ${label}`, timeoutMs: this.#timeoutMs, call };
      return await withDeadline(async () => work(await driver), options);
    } catch (error) {
      call.signal.throwIfAborted();
      const found = toKgError(error, { address: this.#address, busy: this.#busy, maxConnections: this.#maxConnections });
      if (mustReplace(found)) void this.close();
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

  async #open(): Promise<Driver> {
    const { default: neo4j } = await import('neo4j-driver').catch((error: unknown) => {
      throw new KgError('ARTEMIS_E_KG_PACKAGE', 'The package "neo4j-driver" cannot be loaded.', { cause: error });
    });
    const { url = defaultUrl, user = 'neo4j', password } = this.#options;
    return neo4j.driver(url, password === undefined ? undefined : neo4j.auth.basic(user, password), this.#config());
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

  get #address(): string {
    try {
      return new URL(this.#options.url ?? defaultUrl).host;
    } catch {
      return 'an address that is none';
    }
  }
}

const defaultUrl = 'bolt://127.0.0.1:7687';

/** After no answer, or too many calls without one, the old connections are not worth waiting for. */
const mustReplace = (error: unknown): boolean =>
  error instanceof DeadlineExceededError || (error instanceof KgError && ['ARTEMIS_E_KG_CONNECTIONS', 'ARTEMIS_E_KG_PACKAGE', 'ARTEMIS_E_KG_LOGIN'].includes(error.code));
