import type { Verdict } from './model-error-rules.ts';

/** What is known of a failure below HTTP. */
export interface TransportFailure extends Verdict {
  /** Code of the system or the HTTP client, such as `ECONNREFUSED`; empty where there is none. */
  readonly reason: string;
  /** What happened, as the end of the sentence "host …". */
  readonly happened: string;
  readonly hint: string;
  /** Where the call stood still, for a failure that is about time. */
  readonly phase?: 'connect';
}

interface TransportRule extends Verdict {
  /** Tried on the code first, then on each message of the chain. */
  readonly match: RegExp;
  readonly happened: string;
  readonly hint: string;
  readonly phase?: 'connect';
}

const checkServer = 'Check that the server runs, and that the base URL names its host and port.';
const checkName = 'Check the host in the base URL, and the network or DNS of this machine.';
const checkTrust = 'Give Node the certificate (NODE_EXTRA_CA_CERTS, or NODE_USE_SYSTEM_CA=1), or renew it on the server.';
const tryAgain = 'Try again; if it stays so, look at the server, the network and the proxy.';

const rules: readonly TransportRule[] = [
  {
    match: /^ENOTFOUND$|^EAI_(?:NONAME|NODATA|FAIL)$/,
    code: 'ARTEMIS_E_MODEL_UNREACHABLE',
    kind: 'switch',
    happened: 'is unknown: no address for this host name',
    hint: checkName,
  },
  {
    match: /^EAI_AGAIN$/,
    code: 'ARTEMIS_E_MODEL_UNREACHABLE',
    kind: 'retry',
    happened: 'could not be looked up just now',
    hint: checkName,
  },
  { match: /^ECONNREFUSED$/, code: 'ARTEMIS_E_MODEL_UNREACHABLE', kind: 'retry', happened: 'refused the connection', hint: checkServer },
  {
    match: /^(?:EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/,
    code: 'ARTEMIS_E_MODEL_UNREACHABLE',
    kind: 'retry',
    happened: 'cannot be reached from this network',
    hint: checkName,
  },
  {
    match: /CERT|SELF_SIGNED|UNABLE_TO_(?:VERIFY|GET)|ERR_TLS|HOSTNAME_MISMATCH/,
    code: 'ARTEMIS_E_MODEL_UNTRUSTED',
    kind: 'ask',
    happened: 'has a certificate that is not trusted',
    hint: checkTrust,
  },
  {
    match: /ERR_SSL|EPROTO|wrong version number/,
    code: 'ARTEMIS_E_MODEL_UNTRUSTED',
    kind: 'ask',
    happened: 'does not speak TLS as expected',
    hint: 'Check whether the base URL must begin with http:// instead of https://.',
  },
  // The platform gives a connection 10 s.
  {
    match: /^(?:ETIMEDOUT|UND_ERR_CONNECT_TIMEOUT)$/,
    code: 'ARTEMIS_E_MODEL_TIMEOUT',
    kind: 'retry',
    phase: 'connect',
    happened: 'took no connection in time',
    hint: checkServer,
  },
  {
    match: /^UND_ERR_(?:HEADERS|BODY)_TIMEOUT$/,
    code: 'ARTEMIS_E_MODEL_TIMEOUT',
    kind: 'retry',
    happened: 'did not react in time',
    hint: tryAgain,
  },
  {
    match: /^HPE_|does not match the HTTP/,
    code: 'ARTEMIS_E_MODEL_BAD_ANSWER',
    kind: 'switch',
    happened: 'does not speak HTTP',
    hint: checkServer,
  },
  {
    match: /redirect/i,
    code: 'ARTEMIS_E_MODEL_NOT_FOUND',
    kind: 'ask',
    happened: 'redirects to another address, which is refused: key and prompt would go there',
    hint: 'Set the base URL to the final address.',
  },
  {
    match: /malformed server-sent event|incorrect header check|invalid (?:gzip|deflate|block)|unexpected end of file|Z_\w+_ERROR/,
    code: 'ARTEMIS_E_MODEL_BAD_ANSWER',
    kind: 'retry',
    happened: 'sent a broken answer',
    hint: tryAgain,
  },
  {
    match: /^(?:ECONNRESET|EPIPE|ECONNABORTED|UND_ERR_\w+)$|terminated|socket hang up|other side closed/,
    code: 'ARTEMIS_E_MODEL_UNREACHABLE',
    kind: 'retry',
    happened: 'broke the connection',
    hint: tryAgain,
  },
  {
    match: /bad port/i,
    code: 'ARTEMIS_E_MODEL_UNREACHABLE',
    kind: 'switch',
    happened: 'has a port that is never opened, since it belongs to another protocol',
    hint: 'Correct the port in the base URL, or let the server listen on another one.',
  },
  { match: /fetch failed|network/i, code: 'ARTEMIS_E_MODEL_UNREACHABLE', kind: 'retry', happened: 'cannot be reached', hint: tryAgain },
];

const deepestCause = 8;

/**
 * Reads a failure below HTTP out of an error and its causes: the interesting code is often two causes down, and several
 * addresses of one host make an aggregate. `undefined` when nothing in it is known.
 */
export function readTransportFailure(error: unknown): TransportFailure | undefined {
  const chain = chainOf(error);
  for (const text of [...chain.flatMap(codesOf), ...chain.flatMap(messagesOf)]) {
    const rule = rules.find(({ match }) => match.test(text));
    if (rule) {
      const { match: _, ...verdict } = rule;
      return { ...verdict, reason: /^[A-Z][A-Z0-9_]{3,}$/.test(text) ? text : '' };
    }
  }
  return undefined;
}

/** An error, its causes, and the parts of aggregates among them, deepest last. */
function chainOf(error: unknown): readonly object[] {
  const chain: object[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (typeof value !== 'object' || value === null || depth > deepestCause || chain.includes(value)) return;
    chain.push(value);
    visit((value as { cause?: unknown }).cause, depth + 1);
    if (value instanceof AggregateError) visit(value.errors[0], depth + 1);
  };
  visit(error, 0);
  return chain.toReversed();
}

const codesOf = (error: object): readonly string[] => textOf((error as { code?: unknown }).code);
const messagesOf = (error: object): readonly string[] => textOf((error as { message?: unknown }).message);
const textOf = (value: unknown): readonly string[] => (typeof value === 'string' && value !== '' ? [value] : []);
