const longestText = 300;
const deepestCause = 4;
const unreadable = 'a failure that cannot be read';

/**
 * One line of text for anything that can be thrown, for logs, events and reports. Never throws.
 * Causes follow their error after a colon, which takes the place of its full stop, at most four deep. Control characters become spaces; at most 300 characters.
 */
export function describeFailure(failure: unknown): string {
  const parts: string[] = [];
  const seen = new Set<unknown>();
  let current = failure;
  while (parts.length < deepestCause && !seen.has(current)) {
    seen.add(current);
    const text = oneLine(textOf(current)) || unreadable;
    // Many errors already repeat their cause.
    if (!parts.some((part) => part.includes(text))) parts.push(text);
    const cause = read(current, 'cause');
    if (cause === undefined || cause === null) break;
    current = cause;
  }
  return shorten(parts.map((part, index) => (index < parts.length - 1 ? part.replace(/\.$/, '') : part)).join(': ')).toWellFormed();
}

function textOf(failure: unknown): string {
  if (typeof failure === 'string') return failure === '' ? 'an empty text' : failure;
  if (failure === null || typeof failure !== 'object') return primitiveText(failure);
  const message = read(failure, 'message');
  const code = read(failure, 'code');
  if (typeof message === 'string' && message.trim() !== '') return withCode(message, code);
  const name = read(failure, 'name');
  if (typeof name === 'string' && name.trim() !== '') return withCode(name, code);
  return withCode(asJson(failure), code);
}

function primitiveText(failure: unknown): string {
  return typeof failure === 'function' || typeof failure === 'symbol' ? `a ${typeof failure}` : String(failure);
}

/** System errors say in their code what their message may not. Our own codes are shown elsewhere. */
function withCode(text: string, code: unknown): string {
  return typeof code === 'string' && /^E[A-Z]+$/.test(code) && !text.includes(code) ? `${text} (${code})` : text;
}

function read(failure: unknown, key: 'message' | 'name' | 'code' | 'cause'): unknown {
  if (failure === null || typeof failure !== 'object') return undefined;
  try {
    return (failure as Record<string, unknown>)[key];
  } catch {
    // A getter or a proxy that throws has nothing to say.
    return undefined;
  }
}

function asJson(failure: object): string {
  try {
    const json = JSON.stringify(failure);
    return typeof json === 'string' ? json : unreadable;
  } catch {
    return unreadable;
  }
}

const oneLine = (text: string): string =>
  text
    .slice(0, longestText * 2)
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();

const shorten = (text: string): string => (text.length <= longestText ? text : `${text.slice(0, longestText - 1)}…`);
