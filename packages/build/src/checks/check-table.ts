import type { CheckRow } from './check-row.ts';
import { readPlaces, readStylish, readTypeScript } from './read-remarks.ts';

const script = /\.[cm]?[jt]sx?$/;
const python = /\.pyi?$/;
const eslintConfigs = [
  ...['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map((ending) => `eslint.config.${ending}`),
  ...['', '.json', '.js', '.cjs', '.yaml', '.yml'].map((ending) => `.eslintrc${ending}`),
];

/** Every compiler and linter whose words can be read. Those that a gate runs anyway, such as the Rust compiler, are not among them. */
export const checkTable: readonly CheckRow[] = [
  {
    tool: 'tsc',
    kind: 'type',
    configs: ['tsconfig.json'],
    files: /\.[cm]?tsx?$/,
    // A file that is named is compiled without its configuration: all of them are looked at.
    ways: () => [['bin:tsc', '--noEmit', '--pretty', 'false', '--project', 'tsconfig.json']],
    gateTool: 'npm',
    read: readTypeScript,
  },
  {
    tool: 'eslint',
    kind: 'lint',
    configs: eslintConfigs,
    files: script,
    ways: (files) => [['bin:eslint', '--format', 'stylish', '--', ...files]],
    gateTool: 'npm',
    read: readStylish,
  },
  {
    tool: 'oxlint',
    kind: 'lint',
    configs: ['.oxlintrc.json', 'oxlint.config.ts'],
    files: script,
    ways: (files) => [['bin:oxlint', '--format', 'unix', ...files]],
    gateTool: 'npm',
    read: readPlaces,
  },
  {
    tool: 'mypy',
    kind: 'type',
    configs: ['mypy.ini', '.mypy.ini'],
    shared: { names: ['pyproject.toml', 'setup.cfg'], mention: /^\[(?:tool\.)?mypy/m },
    files: python,
    ways: (files) => {
      const words = ['--no-color-output', '--no-error-summary', '--no-pretty', '--', ...files];
      return [
        ['python3', '-m', 'mypy', ...words],
        ['mypy', ...words],
      ];
    },
    gateTool: 'pytest',
    read: readPlaces,
  },
  {
    tool: 'ruff',
    kind: 'lint',
    configs: ['ruff.toml', '.ruff.toml'],
    shared: { names: ['pyproject.toml'], mention: /^\[tool\.ruff/m },
    files: python,
    ways: (files) => {
      const words = ['check', '--output-format', 'concise', '--no-cache', '--', ...files];
      return [
        ['ruff', ...words],
        ['python3', '-m', 'ruff', ...words],
      ];
    },
    gateTool: 'pytest',
    read: readPlaces,
  },
  {
    tool: 'go vet',
    kind: 'lint',
    configs: ['go.mod'],
    files: /\.go$/,
    ways: () => [['go', 'vet', './...']],
    gateTool: 'go',
    read: readPlaces,
  },
];
