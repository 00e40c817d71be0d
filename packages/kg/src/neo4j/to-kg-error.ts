import { ArtemisError } from '@artemis/core';
import type { KgErrorCode } from '../error-codes.ts';
import { KgError } from '../kg-error.ts';

/** What is known of the connections when a call fails. */
export interface ConnectionFacts {
  /** Host and port, without a login. */
  readonly address: string;
  /** Calls that are under way. */
  readonly busy: number;
  readonly maxConnections: number;
}

/** The error of Artemis for what Neo4j's driver threw. Errors of Artemis, and reasons of an abort, stay what they are. */
export function toKgError(error: unknown, facts: ConnectionFacts): unknown {
  if (error instanceof ArtemisError || !(error instanceof Error) || error.name === 'AbortError') return error;
  const status = 'code' in error && typeof error.code === 'string' && error.code !== noCode ? error.code : '';
  const code = codeOf(status, facts);
  return new KgError(code, messageOf(code, facts, status || error.name), { cause: error, facts: { ...facts, status } });
}

/** What the driver gives for a code where the server has not said one. */
const noCode = 'N/A';

function codeOf(status: string, { busy, maxConnections }: ConnectionFacts): KgErrorCode {
  if (status.startsWith('Neo.ClientError.Security.')) return 'ARTEMIS_E_KG_LOGIN';
  if (status.startsWith('Neo.TransientError.') || passing.has(status)) return 'ARTEMIS_E_KG_BUSY';
  if (status.startsWith('Neo.')) return 'ARTEMIS_E_KG_QUERY';
  return busy > maxConnections ? 'ARTEMIS_E_KG_CONNECTIONS' : 'ARTEMIS_E_KG_UNREACHABLE';
}

/** Refusals that pass, though their class does not say so: a leader that has moved, a database that starts, two writers of one node. */
const passing: ReadonlySet<string> = new Set([
  'Neo.ClientError.Cluster.NotALeader',
  'Neo.ClientError.General.ForbiddenOnReadOnlyDatabase',
  'Neo.ClientError.Schema.ConstraintValidationFailed',
  'Neo.DatabaseError.General.DatabaseUnavailable',
]);

function messageOf(code: KgErrorCode, { address, busy, maxConnections }: ConnectionFacts, status: string): string {
  switch (code) {
    case 'ARTEMIS_E_KG_LOGIN':
      return `Neo4j at ${address} refused the login (${status}).`;
    case 'ARTEMIS_E_KG_BUSY':
      return `Neo4j at ${address} cannot serve just now (${status}).`;
    case 'ARTEMIS_E_KG_QUERY':
      return `Neo4j at ${address} refused a statement (${status}).`;
    case 'ARTEMIS_E_KG_CONNECTIONS':
      return `${busy} calls want one of the ${maxConnections} connections to Neo4j at ${address}, and none was given back.`;
    default:
      return `Neo4j at ${address} cannot be reached (${status}).`;
  }
}
