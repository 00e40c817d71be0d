/** What a character is, by its code: for all below 128 it is looked up. */
type Kind = 'letter' | 'digit' | 'space' | 'mark';

const kinds: readonly Kind[] = Array.from({ length: 128 }, (_, code) => kindOf(String.fromCharCode(code)));

function kindOf(character: string): Kind {
  if (/[a-z]/i.test(character)) return 'letter';
  if (/\d/.test(character)) return 'digit';
  return /\s/.test(character) ? 'space' : 'mark';
}

/**
 * About how many tokens a model counts for a text. Made for code: words count by their length, and each mark counts.
 * Meant for budgets; it errs on the high side.
 */
export function estimateTokens(text: string): number {
  let tokens = 0;
  for (let at = 0; at < text.length;) {
    const kind = kindAt(text, at);
    const end = kind === 'mark' ? at + lengthOfMark(text, at) : endOfRun(text, at, kind);
    tokens += tokensOf(kind, end - at, text.charCodeAt(at));
    at = end;
  }
  return Math.ceil(tokens);
}

function tokensOf(kind: Kind, length: number, firstCode: number): number {
  if (kind === 'space' && length === 1) return 0;
  if (firstCode > 0x7f) return 1.5;
  if (kind === 'space') return 1;
  if (length === 1) return 0.75;
  return Math.ceil(length / (kind === 'digit' ? 3 : 6));
}

function endOfRun(text: string, start: number, kind: Kind): number {
  let end = start + 1;
  while (end < text.length && kindAt(text, end) === kind) end++;
  return end;
}

/** Letters and digits are those of ASCII: what is beyond is cut into pieces by models too. */
function kindAt(text: string, at: number): Kind {
  const code = text.charCodeAt(at);
  return kinds[code] ?? (/\s/.test(text.charAt(at)) ? 'space' : 'mark');
}

/** One character, which may take two code units. */
const lengthOfMark = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);
