/** Characters at the end of a text that are looked at. */
const windowChars = 8_192;
/** Characters that must consist of one repeated phrase. Long enough for a table of zeros in honest code. */
const repeatedChars = 4_096;
const longestPhraseChars = 1_024;
/** Text between two looks, so that the cost per character stays small. */
const stepChars = 1_024;

/** Watches a growing text for a phrase that is repeated for ever, as small models do until their limit. */
export class RepetitionDetector {
  #tail = '';
  #unseenChars = 0;

  /** Adds text. @returns Whether the text ends in at least 4 096 characters of one phrase, repeated at least four times. */
  push(text: string): boolean {
    this.#tail = (this.#tail + text).slice(-windowChars);
    this.#unseenChars += text.length;
    if (this.#unseenChars < stepChars) return false;
    this.#unseenChars = 0;
    return endsInRepetition(this.#tail);
  }
}

/**
 * Whether a text ends in a long run of one repeated phrase. Read backwards, every beginning of the text has a smallest
 * period (its length less its longest border), and all of them are found in one pass.
 */
export function endsInRepetition(text: string): boolean {
  const length = Math.min(text.length, windowChars);
  if (length < repeatedChars) return false;
  const at = (index: number): number => text.charCodeAt(text.length - 1 - index);
  const border = new Int32Array(length);
  for (let index = 1, matched = 0; index < length; index++) {
    while (matched > 0 && at(index) !== at(matched)) matched = border[matched - 1] ?? 0;
    if (at(index) === at(matched)) matched++;
    border[index] = matched;
    if (index + 1 >= repeatedChars && index + 1 - matched <= longestPhraseChars) return true;
  }
  return false;
}
