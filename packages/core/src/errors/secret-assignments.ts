/** Part of a text that must not be shown: from the first offset up to the second. */
export type SecretRange = readonly [from: number, to: number];

/** Ends of names whose values are secret, without `_`, `-` and `.`, by their last letter. */
const secretNames: ReadonlyMap<number, readonly string[]> = Map.groupBy(
  (
    'password passwd passphrase pwd secret token apikey accesskey accesskeyid secretkey privatekey accountkey sharedkey ' +
    'sharedaccesskey authkey encryptionkey signingkey masterkey clientkey licensekey servicekey webhookkey credential ' +
    'credentials authorization cookie connectionstring sessionid signature'
  ).split(' '),
  (name) => name.charCodeAt(name.length - 1),
);
/** Further names that are secret only as a parameter of an address. */
const parameterNames: ReadonlySet<string> = new Set([
  'key',
  'code',
  'auth',
  'pass',
  'sig',
  'jwt',
  'sas',
  'xamzcredential',
  'xgoogcredential',
]);

const longestName = 64;
const shortestEnd = 'pwd'.length;
/** Enough for the longest telling end of a name, signs included. */
const longestEnd = 24;
const longestGap = 6;
/** Shorter values in running text are more often words and test data than secrets. */
const shortestValue = 16;
/** An environment dump and an address hold nothing but values. */
const shortestExactValue = 4;

/** Values that stand for a secret and are none. */
const placeholder =
  /^(?:\[redacted\]|\$[\w{(]|\{\{|<|%[sdoj]|\.{3}|process\.env|os\.environ|(?:x{3,}|\*{3,}|pass(?:word)?|secret|token|user|test|example|changeme|postgres|admin|guest|root|null|none|undefined|true|false)$)/i;
/** Blanks, one quote and the scheme of an `Authorization` header. */
const beforeValue = /[ \t]{0,4}(?:\\?["'`])?(?:(?:bearer|basic|token|digest|apikey)[ \t]{1,4})?/iy;
/** The start of a value decides; a longer look at each sign would take quadratic time on a text of signs. */
const valueStart = /[^\s"'`\\<>()[\]{},;&|]{1,24}/y;
const valueRest = /[^\s"'`\\<>()[\]{},;&|]*/y;
const environmentName = /^[A-Z][A-Z0-9_]*$/;
const userInfo = /[^\s/?#"'`<>\\]{1,512}@/y;

/**
 * The value at an `=` or `:` that follows a telling name such as `api_key`: in headers, environment dumps, addresses and
 * connection strings. Looks at a bounded number of characters before the sign, and never before `start`.
 */
export function assignedSecret(text: string, sign: number, start: number): SecretRange | undefined {
  const name = nameBefore(text, sign, start);
  if (name === undefined) return undefined;
  const tight = text[sign] === '=' && name.from + name.text.length === sign;
  const parameter = tight && name.from > 0 && '?&;#'.includes(text.charAt(name.from - 1));
  if (!isSecretName(name.text) && !(parameter && parameterNames.has(bare(name.text)))) return undefined;
  return valueAt(text, sign + 1, parameter || (tight && environmentName.test(name.text)));
}

interface Name {
  readonly text: string;
  readonly from: number;
}

/** The name before the sign, over blanks and quotes: `"api_key" : `. */
function nameBefore(text: string, sign: number, start: number): Name | undefined {
  let to = sign;
  const least = Math.max(start, sign - longestGap);
  while (to > least && isGap(text.charCodeAt(to - 1))) to -= 1;
  let from = to;
  const first = Math.max(start, to - longestName);
  while (from > first && isNamePart(text.charCodeAt(from - 1))) from -= 1;
  return from === to ? undefined : { text: text.slice(from, to), from };
}

/** Blank, tab, quotes and the backslash before an escaped quote. */
const isGap = (code: number): boolean => code === 32 || code === 9 || code === 34 || code === 39 || code === 92;

const isNamePart = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95 || code === 45 || code === 46;

function isSecretName(name: string): boolean {
  const ends = secretNames.get(name.charCodeAt(name.length - 1) | 32);
  if (ends === undefined || name.length < shortestEnd) return false;
  const shown = bare(name);
  return ends.some((end) => shown.endsWith(end));
}

const bare = (name: string): string => name.slice(-longestEnd).toLowerCase().replaceAll(/[_.-]/g, '');

/** @param exact - The sign and the value belong together, so that a short value is a value too. */
function valueAt(text: string, from: number, exact: boolean): SecretRange | undefined {
  beforeValue.lastIndex = from;
  const start = from + (beforeValue.exec(text)?.[0].length ?? 0);
  valueStart.lastIndex = start;
  const value = valueStart.exec(text)?.[0];
  if (value === undefined || placeholder.test(value)) return undefined;
  const isLong = value.length >= shortestValue && /\d/.test(value) && /[A-Za-z]/.test(value);
  const isExact = exact && start === from && value.length >= shortestExactValue;
  return isLong || isExact ? [start, endOfValue(text, start)] : undefined;
}

function endOfValue(text: string, start: number): number {
  valueRest.lastIndex = start;
  valueRest.test(text);
  return valueRest.lastIndex;
}

/** The password in `scheme://user:password@host`, or a long user name that is a token; `colon` is the one before `//`. */
export function credentialsInAddress(text: string, colon: number): SecretRange | undefined {
  if (text.charCodeAt(colon + 1) !== 47 || text.charCodeAt(colon + 2) !== 47) return undefined;
  userInfo.lastIndex = colon + 3;
  const found = userInfo.exec(text)?.[0].slice(0, -1);
  if (found === undefined) return undefined;
  const split = found.indexOf(':');
  const secret = found.slice(split + 1);
  if (secret === '' || placeholder.test(secret) || (split < 0 && secret.length < 20)) return undefined;
  const from = colon + 3 + split + 1;
  return [from, from + secret.length];
}
