import { findSecrets } from './find-secrets.ts';
import { redactValue, type JsonValue } from './redact-value.ts';
import { secretForms } from './secret-forms.ts';

const marker = '[redacted]';

/**
 * Takes secrets out of whatever leaves the process: logs, events, journal, errors, labels of metrics.
 *
 * Known secrets are found by value, however they are written (JSON, base64, address); others by the looks of about a hundred
 * formats and by the name they are given to. What has no telling looks and is not known is not found. Time is linear in the text.
 */
export class Redactor {
  readonly #forms: readonly string[];

  /** @param secrets - Known secrets, such as the keys of the configured models. Those of fewer than 6 characters are not looked for. */
  constructor(secrets: Iterable<string> = []) {
    this.#forms = [...new Set([...secrets].flatMap(secretForms))].toSorted((one, other) => other.length - one.length);
  }

  /** The text with `[redacted]` in place of each secret. */
  redact(text: string): string {
    return withoutFormats(this.#forms.reduce(withoutForm, text));
  }

  /** The same for JSON text: what comes back is JSON too, also when a secret holds quotes or backslashes. */
  redactJson(json: string): string {
    const text = this.redact(json);
    if (text === json || isJson(text)) return text;
    return JSON.stringify(isJson(json) ? this.redactValue(JSON.parse(json)) : text);
  }

  /** Any value as plain JSON without secrets. Never throws: see `redactValue`. */
  redactValue(value: unknown): JsonValue {
    return redactValue(value, (text) => this.redact(text));
  }
}

const formatsOnly = new Redactor();

/** Takes out what looks like a secret, when none is known by value. */
export function redact(text: string): string {
  return formatsOnly.redact(text);
}

function withoutFormats(text: string): string {
  const found = findSecrets(text);
  if (found.length === 0) return text;
  let kept = '';
  let from = 0;
  for (const [start, end] of found) {
    kept += text.slice(from, start) + marker;
    from = end;
  }
  return kept + text.slice(from);
}

function withoutForm(text: string, form: string): string {
  if (!text.includes(form)) return text;
  const pieces = text.split(form);
  // The first letter of a secret may be the second half of a JSON escape: half an escape is not left behind.
  const cutEscape = /[bfnrtu"\\/]/.test(form.charAt(0));
  return pieces.map((piece, place) => (cutEscape && place < pieces.length - 1 ? withoutOpenEscape(piece) : piece)).join(marker);
}

function withoutOpenEscape(piece: string): string {
  let backslashes = 0;
  while (piece.charCodeAt(piece.length - 1 - backslashes) === 92) backslashes += 1;
  return backslashes % 2 === 1 ? piece.slice(0, -1) : piece;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
