import { expect, it } from 'vitest';
import { toKgError } from '../../src/neo4j/to-kg-error.ts';

const facts = { address: 'localhost:7687', busy: 0, maxConnections: 8 };
const thrown = (code: string): Error => Object.assign(new Error('Could not perform discovery.'), { name: 'Neo4jError', code });

it.each([
  ['ServiceUnavailable', 'Neo4j at localhost:7687 cannot be reached (ServiceUnavailable).'],
  ['N/A', 'Neo4j at localhost:7687 cannot be reached (Neo4jError).'],
  ['Neo.ClientError.Security.Unauthorized', 'Neo4j at localhost:7687 refused the login (Neo.ClientError.Security.Unauthorized).'],
])('says of the code %s: %s', (code, message) => {
  expect(toKgError(thrown(code), facts)).toMatchObject({ message });
});
