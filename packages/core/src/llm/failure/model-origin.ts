import { Redactor } from '../../errors/redact.ts';
import { sanitizeLine } from '../../errors/sanitize-text.ts';

const longestQuote = 200;
const shortestKeyToHide = 8;
const marker = '[redacted]';

/** Which model at which address: the part of a model error that is the same for all of one client's errors. */
export interface ModelOrigin {
  readonly model: string;
  /** Host and port, without path, user or query. */
  readonly endpoint: string;
  /** Name of the variable that held the key. */
  readonly keyVariable?: string | undefined;
  readonly key?: string | undefined;
  /** Further values that no text may show. */
  readonly secrets?: readonly string[];
}

/** The server's own words, fit to be shown: one line, no control characters, no key, at most 200 characters. */
export function quoteServer(text: string, origin: ModelOrigin): string {
  return sanitizeLine(hideSecrets(text.slice(0, longestQuote * 8), [origin.key ?? '', ...(origin.secrets ?? [])]), longestQuote);
}

/** What a server refused that wants a key: the key by its variable and, where it is long enough to stay secret, its last three characters. */
export function describeKey(origin: ModelOrigin): string {
  const { key, keyVariable } = origin;
  if (key === undefined) return `the request, which has no key${keyVariable ? ` (${keyVariable} is empty)` : ''}`;
  const ending = key.length >= shortestKeyToHide * 2 ? ` ending in "${key.slice(-3)}"` : '';
  return `the key${keyVariable ? ` from ${keyVariable}` : ''}${ending}`;
}

/** What begins as a key does, and stars that stand for the middle of one: servers quote the key they refuse, cut or masked. */
const keyLike = /\b(?:bearer\s+\S{6,}|(?:sk|pk|rk|gsk|xai|nvapi|hf)[-_][-_A-Za-z0-9.]{4,}|AIza[-_A-Za-z0-9]{4,})|[\w-]*\*{3,}[\w-]*/gi;

/** Takes the given values, their recognisable parts and everything that looks like a key out of a text. */
function hideSecrets(text: string, secrets: readonly string[]): string {
  const known = secrets.filter(({ length }) => length >= shortestKeyToHide);
  const parts = known.reduce((clean, secret) => clean.replace(partOf(secret), marker), new Redactor(known).redact(text));
  return parts.replace(keyLike, marker);
}

/** A word that begins or ends as the secret does. */
const partOf = (secret: string): RegExp =>
  new RegExp(`${escape(secret.slice(0, 6))}[^\\s"']{2,}|[^\\s"':]{2,}${escape(secret.slice(-6))}(?![\\w-])`, 'g');

const escape = (text: string): string => text.replace(/[^\w]/g, '\\$&');
