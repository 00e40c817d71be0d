import type { LineRule } from '../rule.ts';

const script = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;

/** Tests that do not run, or that cannot fail, and code that knows it is being tested. */
export const hiddenTests: readonly LineRule[] = [
  {
    name: 'focused-test',
    severity: 'blocking',
    onlyTests: true,
    files: /\.(?:[cm]?[jt]sx?|rb)$/,
    look: 'code',
    pattern: /\b(?:it|test|describe|context|suite|bench)\.only\b|(?<![\w.$])f(?:it|describe|context)\s*\(|[{,]\s*only\s*:\s*true\b/,
    message: 'Only this test runs: all others are hidden.',
    mend: (line) => line.replace('.only', '').replace(/(?<![\w.$])f((?:it|describe|context)\s*\()/, '$1'),
  },
  {
    name: 'skipped-test',
    severity: 'blocking',
    inNewFiles: 'warning',
    onlyTests: true,
    files: script,
    look: 'code',
    pattern:
      /\b(?:it|test|describe|context|suite|t)\.(?:skip|todo|fails|fixme)\s*\(|(?<![\w.$])x(?:it|test|describe|context)\s*\(|(?:^|[{,])\s*(?:skip|todo)\s*:\s*true\b|\b(?:it|test|describe|suite)\s*\([^\n]{0,400}[{,]\s*(?:skip|todo)\s*:\s*["'`]/,
    message: 'This test does not run. Mend it, or take it out and say why.',
    mend: (line) =>
      line
        .replace(/\b(it|test|describe|context|suite)\.(?:skip|todo|fails|fixme)/, '$1')
        .replace(/(?<![\w.$])x((?:it|test|describe|context)\s*\()/, '$1'),
  },
  {
    name: 'skipped-test',
    severity: 'blocking',
    inNewFiles: 'warning',
    onlyTests: true,
    files: /\.(?:py|java|kt|scala|cs|go|rs|rb)$/,
    look: 'code',
    pattern:
      /@(?:pytest\.mark\.(?:skip|xfail)|unittest\.(?:skip|expectedFailure))\b|\bpytest\.skip\s*\(|\bself\.skipTest\s*\(|^\s*@(?:Disabled|Ignore)\b|\bt\.Skip(?:f|Now)?\s*\(|^\s*#\[ignore|^\s*x(?:it|describe)\b/,
    message: 'This test does not run. Mend it, or take it out and say why.',
  },
  {
    name: 'vacuous-test',
    severity: 'warning',
    onlyTests: true,
    look: 'code',
    pattern:
      /\bexpect\(\s*(\w+)\s*\)\.(?:toBe|toEqual|toStrictEqual)\(\s*\1\s*\)|\bassert(?:\.ok|\.equal)?\(\s*(true|1)\s*(?:,\s*\2\s*)?\)|^\s*assert True\s*$|\bassertTrue\(\s*(?:true|True)\s*\)/,
    message: 'This holds whatever the code does.',
  },
  {
    name: 'exit-in-test',
    severity: 'blocking',
    onlyTests: true,
    // Programs that tests start may end as they like.
    needs: /\b(?:it|test|describe)\b[.(]|\bdef test/,
    look: 'code',
    files: /\.(?:[cm]?[jt]sx?|py)$/,
    pattern: /\bprocess\.exit\s*\(\s*0?\s*\)|\bprocess\.exitCode\s*=\s*0|\bos\._exit\s*\(\s*0|\bsys\.exit\s*\(\s*0?\s*\)/,
    message: 'The process ends as if everything had gone well, whatever the tests say.',
  },
  {
    name: 'test-awareness',
    severity: 'warning',
    inTests: 'off',
    look: 'statements',
    files: /\.(?:[cm]?[jt]sx?|py)$/,
    pattern:
      /\bprocess\.env(?:\.|\[["'])(?:VITEST|JEST_WORKER_ID|NODE_TEST_CONTEXT)\b|\bNODE_ENV["']?\]?\s*!?==?=?\s*["']test["']|\bPYTEST_CURRENT_TEST\b/,
    unless: ({ diff }) => /(^|\/)[^/]*config[^/]*$/.test(diff.path),
    message: 'The code finds out whether it is tested, so that the tests do not show what users get.',
  },
];
