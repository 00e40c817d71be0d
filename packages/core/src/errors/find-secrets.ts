import { assignedSecret, credentialsInAddress, type SecretRange } from './secret-assignments.ts';
import { secretFormats, type SecretFormat } from './secret-formats.ts';

interface Beginning {
  readonly start: string;
  readonly format: SecretFormat;
}

/** Beginnings by their first two characters, then by the third: most places of a text need no further look. */
const beginnings = indexBeginnings();

const [equals, colon] = [61, 58];

/** What looks like a secret, in order and without overlap. Time is linear in the text, whatever the text. */
export function findSecrets(text: string): SecretRange[] {
  const found: SecretRange[] = [];
  let from = 0;
  for (let offset = 0; offset < text.length;) {
    const range = secretAt(text, offset, from);
    offset = range ? range[1] : offset + 1;
    if (!range) continue;
    found.push([Math.max(range[0], from), range[1]]);
    from = range[1];
  }
  return found;
}

/** @param from - End of the secret before: what stands there counts as the beginning of the text. */
function secretAt(text: string, offset: number, from: number): SecretRange | undefined {
  const code = text.charCodeAt(offset);
  const byThird = code < 128 ? beginnings[code * 128 + (text.charCodeAt(offset + 1) & 127)] : undefined;
  const candidates = byThird?.get(text.charCodeAt(offset + 2));
  const formatted = candidates && formattedSecret(text, offset, from, candidates);
  if (formatted) return formatted;
  if (code === equals) return assignedSecret(text, offset, from);
  return code === colon ? (credentialsInAddress(text, offset) ?? assignedSecret(text, offset, from)) : undefined;
}

function formattedSecret(text: string, offset: number, from: number, candidates: readonly Beginning[]): SecretRange | undefined {
  for (const { start, format } of candidates) {
    if (!text.startsWith(start, offset) || !isPlaceFor(format, text, offset, from)) continue;
    format.rest.lastIndex = offset + start.length;
    if (format.rest.test(text)) return [offset - (format.before ?? 0), format.rest.lastIndex];
  }
  return undefined;
}

function isPlaceFor({ place }: SecretFormat, text: string, offset: number, from: number): boolean {
  return place === 'anywhere' || offset === from || isBeginning(text, offset, place === 'whole');
}

/** Whether a word begins here: at the start, after a sign, or after an escape such as `\n`, `\u0022` or `%3D`. */
function isBeginning(text: string, offset: number, whole: boolean): boolean {
  const before = text.charAt(offset - 1);
  // In JSON text a backslash and this letter are one sign: the word begins after it.
  if (before === '\\') return !/[bfnrtu]/.test(text.charAt(offset));
  if (!(whole ? /[\w-]/ : /[A-Za-z0-9]/).test(before)) return true;
  return /(?:\\[bfnrt]|%[0-9A-Fa-f]{2}|\\u[0-9A-Fa-f]{4})$/.test(text.slice(Math.max(0, offset - 6), offset));
}

function indexBeginnings(): (Map<number, Beginning[]> | undefined)[] {
  const index: (Map<number, Beginning[]> | undefined)[] = Array.from({ length: 128 * 128 });
  for (const format of secretFormats) {
    for (const start of format.starts) {
      const byThird = (index[start.charCodeAt(0) * 128 + start.charCodeAt(1)] ??= new Map<number, Beginning[]>());
      const third = start.charCodeAt(2);
      byThird.set(third, [...(byThird.get(third) ?? []), { start, format }]);
    }
  }
  return index;
}
