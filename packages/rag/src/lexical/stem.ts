/**
 * A word without its common English ending, so that `retries`, `retried` and `retry` meet, and `expires` meets `expire`. Coarse on
 * purpose: both the question and the code go through it, so what it makes need not be a word.
 */
export function stem(word: string): string {
  if (word.length <= shortest) return word;
  return word
    .replace(/ies$|ied$/, 'y')
    .replace(/sses$/, 'ss')
    .replace(/(?<!s)s$/, '')
    .replace(/ing$|ed$|er$|or$/, '')
    .replace(/e$/, '');
}

/** Words up to this length keep their ending: it may be all they have. */
const shortest = 4;
