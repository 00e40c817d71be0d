import type { RunnerId } from '../detect/gate.ts';
import { parseBazel } from './parse-bazel.ts';
import { parseGo } from './parse-go.ts';
import { parseJest } from './parse-jest.ts';
import { parseJsonLines } from './parse-json-lines.ts';
import { parseJunit } from './parse-junit.ts';
import { parseMix } from './parse-mix.ts';
import { parseMocha } from './parse-mocha.ts';
import { parseRspec } from './parse-rspec.ts';
import { parseTap } from './parse-tap.ts';
import { parseCargo, parseMinitest } from './parse-text.ts';
import { parseTrx } from './parse-trx.ts';
import type { ReportParser } from './test-record.ts';

/** Where a runner writes its report. */
export type ReportPlace =
  /** The file that the added words name. */
  | { readonly kind: 'file' }
  | { readonly kind: 'stdout' }
  /** Files below the working folder whose path ends in a way the runner always uses. */
  | { readonly kind: 'folder'; readonly pattern: RegExp };

/** How the results of a runner are had. */
export interface ReportRow {
  readonly place: ReportPlace;
  readonly parse: ReportParser;
  /** The command with the words that make it write a report. `support` is the folder our own reporters are in. */
  readonly argv: (argv: readonly string[], report: string, support: string) => readonly string[];
  readonly env?: (report: string) => Readonly<Record<string, string>>;
  /** The command for some test files only; absent where the runner cannot be told. */
  readonly only?: (argv: readonly string[], files: readonly string[]) => readonly string[];
}

const file: ReportPlace = { kind: 'file' };
const stdout: ReportPlace = { kind: 'stdout' };
const append =
  (...words: readonly string[]) =>
  (argv: readonly string[]): readonly string[] => [...argv, ...words];
const appendFiles = (argv: readonly string[], files: readonly string[]): readonly string[] => [...argv, ...files];

/** Options of Node.js whose value is a word of its own. */
const valued = new Set([
  '--import',
  '--require',
  '-r',
  '--loader',
  '--experimental-loader',
  '--test-name-pattern',
  '--conditions',
  '-C',
  '--test-concurrency',
  '--env-file',
]);

/** The options of a command, without its operands. */
const optionsOf = (argv: readonly string[]): readonly string[] =>
  argv.filter((word, index) => index === 0 || word.startsWith('-') || valued.has(argv[index - 1] ?? ''));

/** Puts words behind a word of the command. */
const after = (argv: readonly string[], word: string, ...added: readonly string[]): readonly string[] =>
  argv.flatMap((one) => (one === word ? [one, ...added] : [one]));

const goPackages = (argv: readonly string[], files: readonly string[]): readonly string[] => [
  ...argv.filter((word) => !word.startsWith('./')),
  ...new Set(files.map((path) => (path.includes('/') ? `./${path.slice(0, path.lastIndexOf('/'))}` : '.'))),
];

/** Every runner whose results can be read test by test. */
export const reportTable: Readonly<Record<RunnerId, ReportRow>> = {
  'node-test': {
    place: file,
    parse: parseJsonLines,
    argv: (argv, report, support) =>
      after(
        argv,
        '--test',
        `--test-reporter=${support}/node-reporter.mjs`,
        `--test-reporter-destination=${report}`,
        '--test-reporter=spec',
        '--test-reporter-destination=stdout',
      ),
    only: (argv, files) => [...optionsOf(argv), ...files],
  },
  vitest: {
    place: file,
    parse: parseJest,
    argv: (argv, report) => [...argv, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`, '--no-color'],
    only: appendFiles,
  },
  jest: {
    place: file,
    parse: parseJest,
    argv: (argv, report) => [...argv, '--ci', '--json', `--outputFile=${report}`],
    only: (argv, files) => [...argv, '--runTestsByPath', ...files],
  },
  mocha: {
    place: file,
    parse: parseMocha,
    argv: (argv, report) => [...argv, '--reporter', 'json', '--reporter-option', `output=${report}`],
  },
  ava: { place: stdout, parse: parseTap, argv: append('--tap') },
  tap: { place: stdout, parse: parseTap, argv: append() },
  'bun-test': {
    place: file,
    parse: parseJunit,
    argv: (argv, report) => [...argv, '--reporter=junit', `--reporter-outfile=${report}`],
    only: appendFiles,
  },
  'deno-test': { place: file, parse: parseJunit, argv: (argv, report) => [...argv, `--junit-path=${report}`], only: appendFiles },
  pytest: {
    place: file,
    parse: parseJunit,
    argv: (argv, report) => [...argv, `--junitxml=${report}`, '-o', 'junit_family=xunit1', '-p', 'no:cacheprovider', '--color=no'],
    only: appendFiles,
  },
  unittest: {
    place: file,
    parse: parseJsonLines,
    argv: ([python = 'python3', , , ...rest], report, support) => [python, `${support}/unittest_runner.py`, report, ...rest],
  },
  'cargo-test': { place: stdout, parse: parseCargo, argv: append() },
  'go-test': { place: stdout, parse: parseGo, argv: (argv) => after(argv, 'test', '-json', '-vet=off', '-count=1'), only: goPackages },
  surefire: {
    place: { kind: 'folder', pattern: /(^|\/)target\/(?:surefire|failsafe)-reports\/TEST-[^/]*\.xml$/ },
    parse: parseJunit,
    argv: append(),
  },
  'gradle-test': {
    place: { kind: 'folder', pattern: /(^|\/)build\/test-results\/[^/]+\/(?:[^/]+\/)?TEST-[^/]*\.xml$/ },
    parse: parseJunit,
    argv: append(),
  },
  'ant-junit': { place: { kind: 'folder', pattern: /(^|\/)TEST-[^/]*\.xml$/ }, parse: parseJunit, argv: append() },
  'sbt-test': { place: { kind: 'folder', pattern: /(^|\/)target\/test-reports\/[^/]*\.xml$/ }, parse: parseJunit, argv: append() },
  'bazel-test': { place: file, parse: parseBazel, argv: (argv, report) => [...argv, `--build_event_json_file=${report}`] },
  'meson-test': { place: { kind: 'folder', pattern: /(^|\/)meson-logs\/testlog\.junit\.xml$/ }, parse: parseJunit, argv: append() },
  ctest: { place: file, parse: parseJunit, argv: (argv, report) => [...argv, '--output-junit', report] },
  'dotnet-test': { place: file, parse: parseTrx, argv: (argv, report) => [...argv, '--logger', `trx;LogFileName=${report}`] },
  rspec: {
    place: file,
    parse: parseRspec,
    argv: (argv, report) => [...argv, '--format', 'progress', '--format', 'json', '--out', report],
    only: appendFiles,
  },
  minitest: { place: stdout, parse: parseMinitest, argv: append(), env: () => ({ TESTOPTS: '-v' }) },
  phpunit: { place: file, parse: parseJunit, argv: (argv, report) => [...argv, '--log-junit', report] },
  'mix-test': { place: stdout, parse: parseMix, argv: append() },
};
