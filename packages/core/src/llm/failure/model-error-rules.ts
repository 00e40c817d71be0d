import type { ModelErrorCode, ModelErrorKind } from './model-error.ts';

/** What a failed answer said of itself. */
export interface FailedAnswer {
  /** HTTP status; in a stream the one the error names; `undefined` where there is none. */
  readonly status: number | undefined;
  /** Machine words of the body, in lower case. */
  readonly words: string;
  /** Human words of the body. */
  readonly text: string;
}

/** What a failure is, and what to do about it. */
export interface Verdict {
  readonly code: ModelErrorCode;
  readonly kind: ModelErrorKind;
}

/** One line of the table. It holds when any of its conditions does. */
interface Rule extends Verdict {
  readonly status?: (status: number) => boolean;
  readonly words?: RegExp;
  readonly text?: RegExp;
}

const is =
  (...codes: readonly number[]) =>
  (status: number): boolean =>
    codes.includes(status);

/**
 * Error shapes of vendors, most telling first: the first line that holds decides. Words beat the status, since gateways send
 * a quota as 429, a wrong key as 400 and a missing model as 400 or 503. The statuses at the end catch the rest.
 */
const rules: readonly Rule[] = [
  {
    code: 'ARTEMIS_E_MODEL_REFUSED',
    kind: 'stop',
    words: /content_filter|content_policy|responsibleaipolicy|prohibited_content|moderation_blocked/,
    text: /content management policy|content policy|requires moderation|flagged as|was flagged|safety (?:system|filters?)|content exists risk/i,
  },
  {
    code: 'ARTEMIS_E_MODEL_CONTEXT_LENGTH',
    kind: 'shrink',
    status: is(413),
    words: /context_length|exceed_context_size|request_too_large|string_above_max_length|context_window/,
    text: /maximum context length|context (?:window|limit|size)|context length|prompt is too long|prompt too long|request too large|too many (?:input )?tokens|input token count|reduce (?:the|your) (?:length|message|prompt|input)|larger than the max(?:imum)?/i,
  },
  // Google says "quota" for its limit per minute too; only the one per day is a quota.
  { code: 'ARTEMIS_E_MODEL_QUOTA', kind: 'ask', words: /perday/, text: /free-models-per-day/i },
  { code: 'ARTEMIS_E_MODEL_RATE_LIMITED', kind: 'retry', words: /resource_exhausted/ },
  {
    code: 'ARTEMIS_E_MODEL_QUOTA',
    kind: 'ask',
    status: is(402),
    words: /insufficient_quota|insufficient_balance|billing_(?:hard_limit|not_active)|payment_required|credit|quota_exceeded|arrearage/,
    text: /exceeded your current quota|insufficient (?:balance|credits?|funds)|credit balance is too low|requires more credits|out of credits|no credits|monthly (?:spend|usage) limit|account .{0,20}not active/i,
  },
  {
    code: 'ARTEMIS_E_MODEL_AUTH',
    kind: 'ask',
    status: is(401),
    words: /invalid_api_key|api_key_invalid|authentication_error|unauthenticated|invalid_authentication|permission_(?:error|denied)/,
    text: /api key not valid|(?:incorrect|invalid|missing|wrong) api[- ]?key|invalid (?:bearer )?token|authentication fails|no auth credentials|user not found\.?$/i,
  },
  {
    code: 'ARTEMIS_E_MODEL_NOT_FOUND',
    kind: 'ask',
    status: is(404, 405, 410, 501),
    words: /model_not_found|invalid_model|deploymentnotfound|notfounderror|not_found|model_decommissioned|model_not_active/,
    text: /model\b.{0,120}?(?:does not exist|not found|not exist|decommissioned|is not available|not supported by any provider)|not a valid model|invalid model|unknown model|try pulling it first|no endpoints found|no such model/i,
  },
  // Waiting does not give a machine more memory.
  { code: 'ARTEMIS_E_MODEL_OVERLOADED', kind: 'switch', text: /requires more system memory|out of memory/i },
  {
    code: 'ARTEMIS_E_MODEL_OVERLOADED',
    kind: 'retry',
    status: (status) => status === 503 || status === 529,
    words: /overloaded|unavailable|server_error|internal_error|internalservererror|engine_|capacity|insufficient_system_resource/,
    text: /overloaded|capacity exceeded|at capacity|temporarily unavailable|server is busy|currently loading/i,
  },
  {
    code: 'ARTEMIS_E_MODEL_RATE_LIMITED',
    kind: 'retry',
    status: is(429),
    words: /rate_limit|rate_limited|ratelimit|too_many_requests|toomanyrequests|throttl|slow_down/,
    text: /rate limit|too many requests|throttl/i,
  },
  { code: 'ARTEMIS_E_MODEL_TIMEOUT', kind: 'retry', status: is(408, 504, 524), words: /timeout_error|deadline_exceeded/ },
  // A lock, an early try, a failure of the server: all pass.
  { code: 'ARTEMIS_E_MODEL_OVERLOADED', kind: 'retry', status: (status) => status >= 500 || status === 409 || status === 425 },
  { code: 'ARTEMIS_E_MODEL_AUTH', kind: 'ask', status: is(403) },
  {
    code: 'ARTEMIS_E_MODEL_BAD_REQUEST',
    kind: 'switch',
    status: (status) => status >= 400,
    words: /invalid_request|badrequest|invalid_argument|validation/,
  },
  // Vendors name their own failures so when a stream breaks off and there is no status to go by.
  { code: 'ARTEMIS_E_MODEL_OVERLOADED', kind: 'retry', words: /api_error|internal|aborted/ },
];

/** Reads the table. What no line knows is not asked again: the next model may do better. */
export function judge(answer: FailedAnswer): Verdict {
  const rule = rules.find((line) => holds(line, answer));
  return rule ? { code: rule.code, kind: rule.kind } : { code: 'ARTEMIS_E_MODEL_BAD_ANSWER', kind: 'switch' };
}

function holds(rule: Rule, { status, words, text }: FailedAnswer): boolean {
  return (status !== undefined && rule.status?.(status) === true) || rule.words?.test(words) === true || rule.text?.test(text) === true;
}
