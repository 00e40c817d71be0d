import type { GateStep, RunnerId } from './gate.ts';
import type { ScriptStep } from './script-steps.ts';

/** Programs that are test runners, by name. */
const runners: Readonly<Record<string, RunnerId>> = {
  vitest: 'vitest',
  jest: 'jest',
  mocha: 'mocha',
  _mocha: 'mocha',
  ava: 'ava',
  tap: 'tap',
  tape: 'tap',
  pytest: 'pytest',
  'py.test': 'pytest',
  rspec: 'rspec',
  phpunit: 'phpunit',
  ctest: 'ctest',
};

/** Programs of the machine; every other name in a script of `package.json` is one that the dependencies bring. */
const machinePrograms = new Set([
  'node',
  'npm',
  'npx',
  'pnpm',
  'yarn',
  'bun',
  'deno',
  'make',
  'cargo',
  'go',
  'python',
  'python3',
  'pytest',
  'sh',
  'bash',
  'true',
  'false',
  'echo',
  'cmake',
  'ctest',
]);

/** Words that start a test run of a tool with several commands. */
const testWords: Readonly<Record<string, RunnerId>> = {
  'bun test': 'bun-test',
  'deno test': 'deno-test',
  'cargo test': 'cargo-test',
  'go test': 'go-test',
  'mix test': 'mix-test',
  'sbt test': 'sbt-test',
  'dotnet test': 'dotnet-test',
};

/** The runner that a command starts; `undefined` when it is none, or none whose results can be read. */
export function runnerOf(argv: readonly string[]): RunnerId | undefined {
  const [program = '', ...rest] = argv;
  const name = program.replace(/^bin:/, '').replace(/^.*\//, '');
  if (name === 'node') return rest.includes('--test') ? 'node-test' : undefined;
  if (/^python3?$/.test(name))
    return rest[0] === '-m' && rest[1] === 'pytest' ? 'pytest' : rest[0] === '-m' && rest[1] === 'unittest' ? 'unittest' : undefined;
  return runners[name] ?? testWords[`${name} ${rest[0] ?? ''}`];
}

/** A program of a `package.json` script as a step: watch modes are ended, `npx` is left out, and the runner is recognised. */
export function stepOfScript({ argv, env }: ScriptStep): GateStep {
  const bare = argv[0] === 'npx' || argv[0] === 'bunx' ? argv.slice(1).filter((word) => word !== '--no-install' && word !== '--') : argv;
  const [program = '', ...rest] = bare;
  const local = program.replace(/^(?:\.\/)?node_modules\/\.bin\//, '');
  const words = [machinePrograms.has(local) ? local : `bin:${local}`, ...rest];
  const runner = runnerOf(words);
  const settled = endWatchMode(words, runner);
  return {
    argv: settled,
    ...(Object.keys(env).length > 0 ? { env } : {}),
    ...(runner ? { runner } : {}),
    kind: runner || looksLikeTest(words) ? 'test' : 'build',
  };
}

const looksLikeTest = (words: readonly string[]): boolean => words.some((word) => /(^|[:/_-])tests?([:/._-]|$)/i.test(word));

const watchFlag = /^(?:--watch(?:=.*|All|-all)?|-w|watch|dev)$/;

/** Runners that would wait for changes are told to run once. */
function endWatchMode(words: readonly string[], runner: RunnerId | undefined): readonly string[] {
  if (!runner) return words;
  const once = words.filter((word) => !watchFlag.test(word));
  return runner === 'vitest' && once[1] !== 'run' ? [once[0] ?? '', 'run', ...once.slice(1)] : once;
}
