/** A piece of a text that may be JSON. */
export interface JsonCandidate {
  readonly text: string;
  /** Brackets left open at its end; 0 for a piece that is closed. */
  readonly openBrackets: number;
  /** Deepest nesting of brackets in it. */
  readonly depth: number;
}

/** More pieces than this are not looked at: prose with that many brackets holds no answer. */
const mostStarts = 32;

/**
 * The pieces of a text that may be JSON, largest first: whatever stands between an opening bracket and its counterpart,
 * quoted text left aside. Prose and code fences around them fall away. Linear in the length of the text.
 */
export function jsonCandidates(text: string): readonly JsonCandidate[] {
  const answer = afterThoughts(text);
  const candidates: JsonCandidate[] = [];
  let from = 0;
  for (let starts = 0; starts < mostStarts; starts++) {
    const start = nextBracket(answer, from);
    if (start === -1) break;
    const candidate = scan(answer, start);
    const isOpen = candidate.openBrackets > 0;
    if (isOpen || !endsTooSoon(answer, start + candidate.text.length)) candidates.push(candidate);
    if (isOpen && beginsJson(candidate.text)) break;
    from = isOpen ? start + 1 : start + candidate.text.length;
  }
  return candidates.toSorted((one, other) => other.text.length - one.text.length);
}

/** Models that think aloud put their thoughts first, sketches of the answer among them. */
function afterThoughts(text: string): string {
  const end = text.lastIndexOf('</think>');
  const rest = end === -1 ? '' : text.slice(end + '</think>'.length);
  return nextBracket(rest, 0) === -1 ? text : rest;
}

function nextBracket(text: string, from: number): number {
  const positions = [text.indexOf('{', from), text.indexOf('[', from)].filter((position) => position !== -1);
  return positions.length === 0 ? -1 : Math.min(...positions);
}

/** A brace in prose is not followed by a key. What is inside a real but open object is only a part of an answer. */
const beginsJson = (text: string): boolean => /^(?:\{\s*(?:["'}]|$)|\[\s*(?:["'[{\]\d-]|$))/.test(text);

/** A quote that should have been escaped makes a piece end inside its own text; what follows it then is still JSON. */
const endsTooSoon = (text: string, end: number): boolean => /^\s*["}\]]/.test(text.slice(end, end + 200));

const escapeSign = 0x5c;
const quote = 0x22;
const opening = new Set([0x7b, 0x5b]);
const closing = new Set([0x7d, 0x5d]);

function scan(text: string, start: number): JsonCandidate {
  let depth = 0;
  let deepest = 0;
  let inText = false;
  for (let index = start; index < text.length; index++) {
    const char = text.charCodeAt(index);
    if (inText) {
      if (char === escapeSign) index++;
      else if (char === quote) inText = false;
    } else if (char === quote) inText = true;
    else if (opening.has(char)) deepest = Math.max(deepest, ++depth);
    else if (closing.has(char) && --depth === 0) return { text: text.slice(start, index + 1), openBrackets: 0, depth: deepest };
  }
  // Text that was begun and not ended is one more thing left open.
  return { text: text.slice(start), openBrackets: depth + (inText ? 1 : 0), depth: deepest };
}
