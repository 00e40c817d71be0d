import { systemClock, type CallContext } from '@artemis/core';
import { describe, expect, it } from 'vitest';
import { BoltClient } from '../../src/neo4j/bolt-client.ts';
import { loadDriver } from '../../src/neo4j/load-driver.ts';
import { Neo4jGraphStore } from '../../src/neo4j/neo4j-graph-store.ts';
import { boltStub, type BoltStub } from '../double/bolt-stub.ts';
import { graphDouble } from '../double/graph-double.ts';

const call: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };
const statement = { text: 'RETURN 1 AS one', parameters: {} };
const one = (): { keys: string[]; rows: number[][] } => ({ keys: ['one'], rows: [[1]] });
const clientOf = async (stub: Pick<BoltStub, 'url'>, timeoutMs = 2_000, maxConnections = 2): Promise<BoltClient> =>
  new BoltClient(await loadDriver(), { url: stub.url, timeoutMs, maxConnections }, systemClock);

describe('BoltClient', () => {
  it('reads rows by column', async () => {
    await using stub = await boltStub(one);
    const client = await clientOf(stub);

    expect(await client.read(statement, call)).toEqual([{ one: 1 }]);
    await client.close();
  });

  it('N02: gives a call up at its deadline, and the next one gets a new connection', async () => {
    await using stub = await boltStub(one);
    const client = await clientOf(stub, 500);
    await client.read(statement, call);
    stub.fault = { how: 'hang' };

    await expect(client.read(statement, call)).rejects.toMatchObject({ code: 'ARTEMIS_E_DEADLINE', limitMs: 500 });
    stub.fault = null;

    expect(stub.fired).toBe(1);
    expect(await client.read(statement, call)).toEqual([{ one: 1 }]);
    expect(stub.logins).toBe(2);
    await client.close();
  });

  it('makes one attempt: neither a transient refusal nor a lost connection is tried again by the driver', async () => {
    await using stub = await boltStub(one);
    const client = await clientOf(stub);
    stub.fault = { how: 'error', code: 'Neo.TransientError.General.DatabaseUnavailable' };

    await expect(client.write([statement], call)).rejects.toMatchObject({ code: 'ARTEMIS_E_KG_BUSY' });
    stub.fault = { how: 'drop' };
    await expect(client.write([statement], call)).rejects.toMatchObject({ code: 'ARTEMIS_E_KG_UNREACHABLE' });

    expect(stub.statements).toHaveLength(2);
    await client.close();
  });

  it('N06: 101 calls that hang on 100 connections end within two seconds, and the error says that none was given back', async () => {
    await using stub = await boltStub(one);
    const client = await clientOf(stub, 2_000, 100);
    stub.fault = { how: 'hang' };

    const results = await Promise.allSettled(Array.from({ length: 101 }, () => client.read(statement, call)));
    const codes = results.map((result) => (result.status === 'rejected' ? (result.reason as { readonly code?: unknown }).code : ''));

    expect(stub.fired).toBe(100);
    expect(codes.filter((code) => code === 'ARTEMIS_E_KG_CONNECTIONS')).toHaveLength(1);
    expect(results[100]).toMatchObject({ status: 'rejected', reason: { facts: { busy: 101, maxConnections: 100 } } });
    stub.fault = null;
    expect(await client.read(statement, call)).toEqual([{ one: 1 }]);
    await client.close();
  });

  it('ends with the reason of an abort, not with a failure of the server', async () => {
    await using stub = await boltStub(one);
    const client = await clientOf(stub);
    stub.fault = { how: 'hang' };
    const controller = new AbortController();
    const reading = client.read(statement, { ...call, signal: controller.signal });
    const reason = new Error('the user stopped');
    controller.abort(reason);

    await expect(reading).rejects.toBe(reason);
    await client.close();
  });

  it('never shows a password that stands in the address', async () => {
    const client = await clientOf({ url: 'bolt://neo:secret@127.0.0.1:1' });

    const error: unknown = await client.verify(call).catch((reason: unknown) => reason);

    expect(error).toMatchObject({ code: 'ARTEMIS_E_KG_UNREACHABLE' });
    expect(`${String(error)} ${JSON.stringify(error)}`).not.toContain('secret');
    await client.close();
  });
});

describe('Neo4jGraphStore', () => {
  it('N08: drops what no graph of ours can hold: large integers, nulls, unknown kinds, rows without a node', async () => {
    const odd = { id: 'file:a', kind: 'file', name: 'a', path: null, startLine: 2n ** 60n, endLine: 3, words: ['a', null] };
    await using stub = await boltStub(() => ({
      keys: ['node'],
      rows: [[odd], [null], [{ id: 7 }], [{ id: 'x', kind: 'ghost', name: 'x' }]],
    }));
    const client = await clientOf(stub);

    const nodes = await new Neo4jGraphStore(client, 'p').nodes({ ids: ['file:a'] }, call);

    expect(nodes).toEqual([{ id: 'file:a', kind: 'file', name: 'a', endLine: 3, words: ['a'] }]);
    await client.close();
  });

  it('leaves a graph alone that a later version has written', async () => {
    const double = graphDouble();
    await using stub = await boltStub(double.answer);
    const client = await clientOf(stub);
    double.answer("MERGE (s:ArtemisSchema {id: 'artemis'}) SET s.version = $version", { version: 99 });

    await expect(new Neo4jGraphStore(client, 'p').prepare(call)).rejects.toMatchObject({
      code: 'ARTEMIS_E_KG_SCHEMA',
      facts: { version: 99 },
    });
    await client.close();
  });
});
