import type { GateStatus } from '@artemis/core';
import type { Files } from '../build-project.ts';

/** A task, what a model made of it, and what the gate has to say. */
export interface Scenario {
  /** What the model did, as a sentence without its subject. */
  readonly name: string;
  /** Programs that must be installed for it. */
  readonly needs: readonly string[];
  readonly before: Files;
  readonly change: Readonly<Record<string, string | null>>;
  readonly status: GateStatus;
  /** Code of the reason, where the status is not `passed`. */
  readonly reason?: string;
}

const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

/** `package.json` of a project tested with `node --test`. */
export const nodeManifest = (script = 'node --test', more: object = {}): string =>
  json({ type: 'module', scripts: { test: script }, ...more });

/** A test file for `node --test`. */
export const nodeTest = (from: string, names: string, ...tests: readonly (readonly [name: string, body: string])[]): string =>
  `import test from 'node:test';\nimport assert from 'node:assert/strict';\nimport { ${names} } from '${from}';\n\n${tests.map(([name, body]) => `test('${name}', () => {\n  ${body}\n});\n`).join('\n')}`;

export const goModule = 'module example.com/sum\n\ngo 1.18\n';
export const goTest = (...tests: readonly (readonly [name: string, body: string])[]): string =>
  `package sum\n\nimport "testing"\n\n${tests.map(([name, body]) => `func ${name}(t *testing.T) {\n\t${body}\n}\n`).join('\n')}`;

export const cargoManifest = '[package]\nname = "sum"\nversion = "0.1.0"\nedition = "2021"\n';
export const rustLib = (code: string, ...tests: readonly (readonly [name: string, body: string])[]): string =>
  `${code}\n${tests.length === 0 ? '' : `\n#[cfg(test)]\nmod tests {\n    use super::*;\n\n${tests.map(([name, body]) => `    #[test]\n    fn ${name}() {\n        ${body}\n    }\n`).join('\n')}}\n`}`;
