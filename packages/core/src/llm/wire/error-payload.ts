/** What an error body says, whatever its vendor's shape. */
export interface ErrorPayload {
  /** Machine words: types, codes and statuses, in lower case, one blank between. */
  readonly words: string;
  /** Human words: every message in it. */
  readonly text: string;
  /** The HTTP status it names, if any. */
  readonly status?: number;
}

const wordFields = ['type', 'code', 'status', 'param', 'object', 'reason', 'quotaId', 'error_type'] as const;
const textFields = ['message', 'detail', 'msg', 'raw', 'error', 'error_description'] as const;
const innerFields = ['error', 'errors', 'innererror', 'metadata', 'details', 'detail', 'violations', 'message', 'raw'] as const;
const deepest = 6;
const mostParts = 40;

/**
 * Gathers what an error body says. Bodies nest in each other: a gateway quotes its provider as JSON inside a message,
 * Google wraps in a list, others put the interesting code into an inner error.
 */
export function readErrorPayload(body: unknown): ErrorPayload {
  const words: string[] = [];
  const texts: string[] = [];
  const statuses: number[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (depth > deepest || texts.length + words.length > mostParts) return;
    if (typeof value === 'string') return visitText(value, depth, texts, visit);
    if (Array.isArray(value)) for (const entry of value.slice(0, 8)) visit(entry, depth + 1);
    if (!isRecord(value)) return;
    for (const field of wordFields) noteWord(value[field], words, statuses);
    if (typeof value['retryDelay'] === 'string') texts.push(`Retry in ${value['retryDelay'].slice(0, 20)}.`);
    for (const field of innerFields) if (typeof value[field] === 'object') visit(value[field], depth + 1);
    for (const field of textFields) if (typeof value[field] === 'string') visitText(value[field], depth, texts, visit);
  };
  visit(body, 0);
  const status = statuses.find((code) => code >= 400 && code < 600);
  return { words: words.join(' ').toLowerCase(), text: [...new Set(texts)].join('; '), ...(status === undefined ? {} : { status }) };
}

/** The error in a body or a stream chunk that should have been an answer; `undefined` when there is none. */
export function errorIn(value: unknown): unknown {
  const body: unknown = Array.isArray(value) ? value[0] : value;
  if (!isRecord(body)) return undefined;
  if (isSomething(body['error'])) return body;
  const isError = body['object'] === 'error' || body['type'] === 'error' || typeof body['detail'] === 'string';
  return isError && body['choices'] === undefined ? body : undefined;
}

/** Some servers send an empty error along with each good answer. */
const isSomething = (error: unknown): boolean => (isRecord(error) ? Object.keys(error).length > 0 : Boolean(error));

/** Whether a value is an object with fields. */
export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function noteWord(value: unknown, words: string[], statuses: number[]): void {
  if (typeof value !== 'string' && typeof value !== 'number') return;
  words.push(String(value).slice(0, 100));
  const code = Number(value);
  if (Number.isInteger(code)) statuses.push(code);
}

function visitText(text: string, depth: number, texts: string[], visit: (value: unknown, depth: number) => void): void {
  const inner = parseInner(text);
  if (inner === undefined) texts.push(text.slice(0, 1_000));
  else visit(inner, depth + 1);
}

function parseInner(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
