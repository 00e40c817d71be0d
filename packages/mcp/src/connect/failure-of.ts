import { ArtemisError, describeFailure, sanitizeLine } from '@artemis/core';

/** What a failed call says about its server. */
export interface CallFailure {
  /**
   * - `refused`: the server works and does not accept the arguments; this says nothing about the tool.
   * - `expired`: the server has forgotten the session, and has not looked at the call.
   * - `lost`: the connection is gone, perhaps after the call took effect.
   * - `failed`: the server answered with an error, or with something that is no answer, or not in time.
   */
  readonly kind: 'refused' | 'expired' | 'lost' | 'failed';
  /** For the model, without a full stop. */
  readonly text: string;
}

const shownChars = 500;
const invalidParams = -32_602;
const goneCodes: ReadonlySet<unknown> = new Set(['CONNECTION_CLOSED', 'NOT_CONNECTED', 'SEND_FAILED']);

/** Reads what the protocol's client throws. Its errors are known by their fields, so that reading them loads nothing. */
export function failureOf(error: unknown): CallFailure {
  const text = sanitizeLine(describeFailure(error), shownChars).replace(/\.$/, '');
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const status = httpStatusOf(error);
  if (status === 404) return { kind: 'expired', text: 'the server has forgotten the session' };
  if (status !== null) return { kind: 'failed', text: `the server answers with status ${status}` };
  if (code === invalidParams) return { kind: 'refused', text };
  // A network that fails throws a TypeError, by the rules of fetch.
  if (goneCodes.has(code) || (error instanceof TypeError && !(error instanceof ArtemisError))) return { kind: 'lost', text };
  return { kind: 'failed', text };
}

/** Status of an HTTP answer that an error is about; `null` when it is about something else. */
export function httpStatusOf(error: unknown): number | null {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : null;
}

/** Whether a server has answered a request with an error of the protocol, and so is there. */
export function isRefusal(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return (typeof code === 'number' && code < 0) || httpStatusOf(error) === 400;
}
