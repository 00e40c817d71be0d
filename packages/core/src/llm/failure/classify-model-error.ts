import { describeFailure } from '../../errors/describe-failure.ts';
import { isRecord, readErrorPayload } from '../wire/error-payload.ts';
import { ModelError, type ModelErrorCode } from './model-error.ts';
import { judge, type Verdict } from './model-error-rules.ts';
import { describeKey, quoteServer, type ModelOrigin } from './model-origin.ts';
import { readRetryHint, type HeaderSource } from './retry-hint.ts';
import { readTransportFailure } from './transport-error.ts';

/** An answer that is an error: over HTTP, or an error object where an answer should be. */
export interface ErrorAnswer {
  /** HTTP status; `undefined` for an error object inside an answer of status 200. */
  readonly status?: number | undefined;
  readonly headers?: HeaderSource | undefined;
  /** The body as JSON, or its text where it is none. */
  readonly body: unknown;
}

/**
 * Says what a model's error answer means and what to do about it.
 *
 * @param wallMs - The present wall-clock time, for a `Retry-After` that is a date, in milliseconds.
 */
export function classifyErrorAnswer(answer: ErrorAnswer, origin: ModelOrigin, wallMs: number, cause?: unknown): ModelError {
  const payload = readErrorPayload(answer.body);
  const status = answer.status ?? payload.status;
  const verdict = judge({ status, words: payload.words, text: payload.text });
  const said = quoteServer(payload.text, origin);
  const retryAfterMs = readRetryHint(answer.headers, payload.text, wallMs);
  const requestId = answer.headers?.get('x-request-id') ?? answer.headers?.get('request-id');
  const facts = {
    model: origin.model,
    endpoint: origin.endpoint,
    ...(status === undefined ? {} : { status }),
    ...(requestId ? { requestId: quoteServer(requestId, origin) } : {}),
  };
  return new ModelError(verdict.code, sentence(verdict, origin, status, said), {
    kind: verdict.kind,
    hint: hints[verdict.code],
    facts,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    ...(cause === undefined ? {} : { cause }),
  });
}

/**
 * Says what any error of a model call means: an SDK's, one of the network, or something nobody knows. A {@link ModelError}
 * comes back as it is.
 */
export function classifyModelError(error: unknown, origin: ModelOrigin, wallMs: number): ModelError {
  if (error instanceof ModelError) return error;
  const answer = errorAnswerOf(error);
  if (answer) return classifyErrorAnswer(answer, origin, wallMs, error);
  const failure = readTransportFailure(error);
  const facts = { model: origin.model, endpoint: origin.endpoint };
  if (failure) {
    const reason = failure.reason ? ` (${failure.reason})` : '';
    return new ModelError(failure.code, `${origin.endpoint} ${failure.happened}${reason}.`, {
      kind: failure.kind,
      hint: failure.hint,
      cause: error,
      facts: { ...facts, reason: failure.reason, ...(failure.phase && { phase: failure.phase }) },
    });
  }
  return new ModelError(
    'ARTEMIS_E_MODEL_BAD_ANSWER',
    `${label(origin)} failed in a way that is not known: ${quoteServer(describeFailure(error), origin)}`,
    {
      kind: 'switch',
      hint: hints.ARTEMIS_E_MODEL_BAD_ANSWER,
      cause: error,
      facts,
    },
  );
}

/** The errors of OpenAI's SDK and its siblings carry the status, the headers and the parsed body. */
function errorAnswerOf(error: unknown): ErrorAnswer | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status, headers, error: body } = error as { status?: unknown; headers?: unknown; error?: unknown };
  const hasStatus = typeof status === 'number';
  if (!hasStatus && !isRecord(body) && typeof body !== 'string') return undefined;
  return { status: hasStatus ? status : undefined, headers: headers instanceof Headers ? headers : undefined, body: body ?? error.message };
}

const label = (origin: ModelOrigin): string => `${origin.model} at ${origin.endpoint}`;

function sentence({ code }: Verdict, origin: ModelOrigin, status: number | undefined, said: string): string {
  const number = status === undefined ? '' : ` (${status})`;
  const words = said === '' ? '.' : `: ${said}`;
  if (code === 'ARTEMIS_E_MODEL_AUTH') return `${origin.endpoint} refused ${describeKey(origin)}${number}${words}`;
  return `${label(origin)} ${happened[code]}${number}${words}`;
}

const happened: Readonly<Record<Exclude<ModelErrorCode, 'ARTEMIS_E_MODEL_AUTH'>, string>> = {
  ARTEMIS_E_MODEL_BAD_ANSWER: 'answered with an error that is not known',
  ARTEMIS_E_MODEL_BAD_REQUEST: 'does not accept the request',
  ARTEMIS_E_MODEL_CONTEXT_LENGTH: 'cannot read a request this long',
  ARTEMIS_E_MODEL_NOT_FOUND: 'is not there',
  ARTEMIS_E_MODEL_OVERLOADED: 'failed or is overloaded',
  ARTEMIS_E_MODEL_QUOTA: 'has no quota left for this account',
  ARTEMIS_E_MODEL_RATE_LIMITED: 'asks for fewer requests',
  ARTEMIS_E_MODEL_REFUSED: 'refused the request for its content',
  ARTEMIS_E_MODEL_SETTINGS: 'cannot be used as set up',
  ARTEMIS_E_MODEL_TIMEOUT: 'gave up waiting',
  ARTEMIS_E_MODEL_UNREACHABLE: 'cannot be reached',
  ARTEMIS_E_MODEL_UNTRUSTED: 'has no certificate that is trusted',
};

const hints: Readonly<Record<ModelErrorCode, string>> = {
  ARTEMIS_E_MODEL_AUTH: 'Check that the key belongs to this address and may use this model.',
  ARTEMIS_E_MODEL_BAD_ANSWER: 'Check that the base URL is one of an OpenAI-compatible API.',
  ARTEMIS_E_MODEL_BAD_REQUEST: 'The model may lack a feature that was asked for, such as tools; choose another one.',
  ARTEMIS_E_MODEL_CONTEXT_LENGTH: 'Ask for less at once, or use a model with a larger context.',
  ARTEMIS_E_MODEL_NOT_FOUND: 'Check the model name, and whether the base URL lacks its last part, often /v1.',
  ARTEMIS_E_MODEL_OVERLOADED: 'Wait a little, or list a second model of another vendor.',
  ARTEMIS_E_MODEL_QUOTA: 'Raise the quota or the balance at the vendor, or list a second model.',
  ARTEMIS_E_MODEL_RATE_LIMITED: 'Wait a little, or list a second model of another vendor.',
  ARTEMIS_E_MODEL_REFUSED: 'Word the task differently, or choose another model yourself.',
  ARTEMIS_E_MODEL_SETTINGS: 'Correct the base URL, key or headers of this model.',
  ARTEMIS_E_MODEL_TIMEOUT: 'Try again, or list a second model of another vendor.',
  ARTEMIS_E_MODEL_UNREACHABLE: 'Check the base URL, the network and the proxy.',
  ARTEMIS_E_MODEL_UNTRUSTED: 'Give Node the certificate (NODE_EXTRA_CA_CERTS), or renew it on the server.',
};
