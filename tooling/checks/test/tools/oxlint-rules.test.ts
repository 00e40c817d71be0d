import { copyFileSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Finding } from '../../src/finding.ts';
import { repositoryOf } from '../../src/repository.ts';
import { oxlint } from '../../src/tools/oxlint.ts';

const root = resolve(import.meta.dirname, '../../../..');

/** One file a rule, each with one offence. */
const offences: Readonly<Record<string, string>> = {
  'typescript(no-explicit-any)': 'export const a = (x: any): unknown => x;',
  'typescript(ban-ts-comment)': '// @ts-ignore\nexport const a = 1;',
  'typescript(no-non-null-assertion)': 'export const a = (x: string | null): string => x!;',
  'typescript(no-floating-promises)': 'const run = async (): Promise<void> => {};\nexport const a = (): void => {\n  run();\n};',
  'typescript(no-misused-promises)':
    'const isReady = async (): Promise<boolean> => true;\nexport const a = (): number => (isReady() ? 1 : 2);',
  'typescript(await-thenable)': 'export const a = async (): Promise<void> => {\n  await 1;\n};',
  'typescript(only-throw-error)': 'export const a = (): void => {\n  throw "x";\n};',
  'typescript(switch-exhaustiveness-check)':
    'export function a(x: "b" | "c"): number {\n  switch (x) {\n    case "b":\n      return 1;\n  }\n  return 2;\n}',
  'typescript(consistent-type-imports)': "import { Finding } from './types.ts';\nexport const a = (x: Finding): Finding => x;",
  'import(no-cycle)': "import { b } from './cycle-end.ts';\nexport const a = (): unknown => b;",
};

let folder = '';
let findings: readonly Finding[] = [];
const pathOf = (rule: string): string => `packages/core/src/${rule.replaceAll(/\W/g, '-')}.ts`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'artemis-lint-'));
  const start = pathOf('import(no-cycle)').split('/').at(-1) ?? '';
  const cycle = `import { a } from './${start}';\nexport const b = (): unknown => a;`;
  const files = {
    'packages/core/tsconfig.json':
      '{ "compilerOptions": { "strict": true, "module": "nodenext", "allowImportingTsExtensions": true, "noEmit": true } }',
    'packages/core/src/types.ts': 'export interface Finding {\n  readonly x: 1;\n}',
    'packages/core/src/cycle-end.ts': cycle,
    ...Object.fromEntries(Object.entries(offences).map(([rule, text]) => [pathOf(rule), text])),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `${text}\n`);
  }
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(join(root, 'node_modules/.bin'), join(folder, 'node_modules/.bin'));
  findings = await oxlint.run(repositoryOf(folder, [], () => ''));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each(Object.keys(offences))('%s is an error in the sources', (rule) => {
  expect(findings.filter(({ path }) => path === pathOf(rule)).map((finding) => finding.rule)).toContain(rule);
});
