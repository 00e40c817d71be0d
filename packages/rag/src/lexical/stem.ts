/**
 * A word without its common English ending, so that `retries`, `retried` and `retry` meet, and `expires` meets `expire`. Coarse on
 * purpose: both the question and the code go through it, so what it makes need not be a word.
 */
export function stem(word: string): string {
  if (word.length <= shortest) return word;
  const found = known.get(word);
  if (found !== undefined) return found;
  const stemmed = withoutEnding(word);
  if (known.size >= mostKnown) known.clear();
  known.set(word, stemmed);
  return stemmed;
}

/** Words that were met last: a text has few, again and again. */
const known = new Map<string, string>();
const mostKnown = 20_000;

const withoutEnding = (word: string): string =>
  word
    .replace(/ies$|ied$/, 'y')
    .replace(/sses$/, 'ss')
    .replace(/(?<!s)s$/, '')
    .replace(/ing$|ed$|er$|or$/, '')
    .replace(/e$/, '');

/** Words up to this length keep their ending: it may be all they have. */
const shortest = 4;
