import type { RewriteRule } from '../rewrite-rule.ts';

const script = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const anySource = /\.(?:[cm]?[jt]sx?|vue|svelte|py|rb|php|go|java|kt|cs|rs|swift|dart)$/;

/** Calls that make what is handed on harmless. */
const guard =
  /[([{,+]\s*(?:[\w$]{1,40}\.){0,4}(?:safe|saniti[sz]e|escape|validate|verify|authori[sz]e|authenticate|encodeURIComponent|quote_plus|shlex\.quote)\w{0,30}\s*\(/i;
const condition = /(?:\bif|\bwhile|\bunless|\belif|\breturn)\b|[?&|]/;
const numericOrder = /(?<=\.(?:sort|toSorted)\(\s*)\(?\s*(\w+)\s*,\s*(\w+)\s*\)?\s*=>\s*(?:\1(?:\.\w+)*\s*-\s*\2|\2(?:\.\w+)*\s*-\s*\1)/;

/** What is lost, or turned round, when a line is written anew. */
export const rewrites: readonly RewriteRule[] = [
  {
    name: 'dropped-await',
    severity: 'warning',
    files: /\.(?:[cm]?[jt]sx?|vue|svelte|py)$/,
    // What is handed on, or kept, may be waited for elsewhere.
    isFound: ({ before, after }) => /^await\s+\S/.test(before) && before.replace(/^await\s+/, '') === after,
    // Where the function is not `async` any more there is nothing left to wait for.
    unless: ({ before, asyncBefore }) => asyncBefore.has(/^await\s+(?:[\w$]+\s*\.\s*)*([\w$]+)/.exec(before)?.[1] ?? ''),
    message: 'This is no longer waited for: what comes next runs before it is done, and nobody hears that it failed.',
    mend: (line) => line.replace(/^(\s*)/, '$1await '),
  },
  {
    name: 'dropped-guard',
    severity: 'warning',
    files: anySource,
    isFound: ({ before, after }) =>
      guard.test(before) && !guard.test(after) && !/[\w$]*(?:check|assert|ensure|require|clean|encode|resolve)\w*\s*\(/i.test(after),
    unless: ({ before, calledNow }) => calledNow.has(/([\w$]+)\s*\($/.exec(guard.exec(before)?.[0] ?? '')?.[1] ?? ''),
    message: 'A call is gone here that checked or cleaned what it was given.',
  },
  {
    name: 'inverted-condition',
    severity: 'note',
    files: anySource,
    isFound: ({ before, after, isAlone }) => isAlone && condition.test(before) && isOpposite(before, after),
    message: 'The condition is the opposite of what it was, and what it guards has not changed.',
  },
  {
    name: 'lost-order',
    severity: 'warning',
    files: script,
    isFound: ({ before, after }) => numericOrder.test(before) && /\.(?:sort|toSorted)\(\s*\)/.test(after),
    message: 'Without a comparison numbers are sorted as text: 10 comes before 9.',
  },
];

/** Signs of one kind in a line that are tried. */
const mostSigns = 12;

const negations: readonly (readonly [positive: RegExp, negative: string])[] = [
  [/!==/g, '==='],
  [/!=/g, '=='],
  [/(?<![<>=])>=/g, '<'],
  [/<=/g, '>'],
  [/\bis not\b/g, 'is'],
  [/\bnot in\b/g, 'in'],
];

/** Whether two lines differ by one negation. */
function isOpposite(before: string, after: string): boolean {
  return isNegation(before, after) || isNegation(after, before);
}

function isNegation(positive: string, negative: string): boolean {
  const bare = positive.replace(/\s+/g, ' ');
  const turned = negative.replace(/\s+/g, ' ');
  const found = [[/!(?!=)|\bnot /g, ''] as const, ...negations].flatMap(([sign, other]) =>
    [...Iterator.from(turned.matchAll(sign)).take(mostSigns)].map((match) => ({ match, other })),
  );
  return found.some(({ match: { index, 0: sign }, other }) => turned.slice(0, index) + other + turned.slice(index + sign.length) === bare);
}
