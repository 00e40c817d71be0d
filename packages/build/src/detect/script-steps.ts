/** A script of a manifest, taken apart. */
export interface Script {
  /** Its programs in order; `null` when only a shell can run it. */
  readonly steps: readonly ScriptStep[] | null;
  /** Why the script as a whole cannot say no; empty when nothing speaks against it. */
  readonly doubts: readonly string[];
}

/** One program of a script. */
export interface ScriptStep {
  readonly argv: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What hides an exit code, and how that is said. */
const hidingPatterns: readonly (readonly [RegExp, string])[] = [
  [/\|\|\s*(true|:|exit\s+0|echo\b)/, '`||` turns every failure into success'],
  [/(^|[^|])\|(?!\|)/, 'a pipe hides the exit code of what is before it'],
  [/;/, '`;` goes on after a failure'],
  [/(^|[^&])&\s*$/, '`&` does not wait for the result'],
  [/\bset\s+\+e\b/, '`set +e` goes on after a failure'],
  [/(^|&&\s*|;\s*)exit\s+0\b/, 'it ends with `exit 0` whatever happened'],
  [/--passWithNoTests\b|--pass-with-no-tests\b/, 'it passes when no test is collected'],
  [/(^|\s)-(k|-keep-going)\b.*\bmake\b/, '`make -k` goes on after a failure'],
];

/** What only a shell can do. Globs are not among it: the test runners expand them themselves. */
const shellOnly = /[|;<>`$()\\\n~]|(^|[^&])&([^&]|$)/;

/**
 * Reads the script of a manifest. Programs joined by `&&` are taken apart, so that each is run without a shell and says its own
 * exit code; anything else is left to the tool that owns the script.
 */
export function readScript(text: string): Script {
  const bare = text.replace(/'[^']*'|"[^"$`\\]*"/g, '""');
  const doubts = hidingPatterns.filter(([pattern]) => pattern.test(bare)).map(([, doubt]) => doubt);
  return { steps: shellOnly.test(bare) ? null : splitSteps(text), doubts };
}

function splitSteps(text: string): ScriptStep[] | null {
  const steps: ScriptStep[] = [];
  let words: string[] = [];
  for (const token of text.match(/&&|"[^"]*"|'[^']*'|(?:[^\s"'&]|"[^"]*"|'[^']*')+/g) ?? []) {
    if (token !== '&&') words.push(unquote(token));
    else if (words.length > 0) {
      steps.push(stepOf(words));
      words = [];
    } else return null;
  }
  if (words.length > 0) steps.push(stepOf(words));
  return steps.length > 0 && steps.every(({ argv }) => argv.length > 0) ? steps : null;
}

const unquote = (word: string): string =>
  word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? '');

function stepOf(words: readonly string[]): ScriptStep {
  const env: Record<string, string> = {};
  let rest = words[0] === 'cross-env' || words[0] === 'env' ? words.slice(1) : words;
  for (let match = assignment(rest[0]); match; match = assignment(rest[0])) {
    env[match.name] = match.value;
    rest = rest.slice(1);
  }
  return { argv: rest, env };
}

const assignment = (word: string | undefined): { name: string; value: string } | null => {
  const match = /^([A-Za-z_]\w*)=(.*)$/s.exec(word ?? '');
  return match ? { name: match[1] ?? '', value: match[2] ?? '' } : null;
};
