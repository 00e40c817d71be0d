import type { Expression, ObjectExpression, ObjectPropertyKind } from 'oxc-parser';
import type { Finding } from './finding.ts';
import type { Repository } from './repository.ts';
import type { SourceFile } from './source-file.ts';

/** One row of an `error-codes.ts`. */
export interface ErrorRow {
  readonly code: string;
  readonly exitCode: number;
  readonly meaning: string;
  readonly remedy: string;
  readonly path: string;
  readonly line: number;
}

/** Every row of the house, by package, core first, and by code, and what is wrong with the tables. */
export interface ErrorTables {
  readonly rows: readonly ErrorRow[];
  readonly findings: readonly Finding[];
}

const exitCodesPath = 'packages/core/src/errors/exit-codes.ts';

/** Reads every `error-codes.ts`. The tables are literals, so that reading them runs nothing and needs no build. */
export function readErrorTables(repository: Repository): ErrorTables {
  const exitCodes = readExitCodes(repository);
  const rows: ErrorRow[] = [];
  const findings: Finding[] = [];
  for (const path of repository.files.filter((file) => /^(packages|apps)\/[^/]+\/src\/.*\berror-codes\.ts$/.test(file))) {
    const file = repository.parse(path);
    for (const property of exportedObjects(file).flatMap((object) => object.properties)) {
      const row = readRow(file, property, exitCodes);
      if (row) rows.push(row);
      else
        findings.push(
          tableFinding(path, file.lineAt(property.start), 'a row is `ARTEMIS_E_…: { exitCode: exitCodes.…, meaning: "…", remedy: "…" }`'),
        );
    }
  }
  for (const [index, { code, path, line }] of rows.entries()) {
    if (rows.findIndex((row) => row.code === code) < index) findings.push(tableFinding(path, line, `${code} is in two tables`));
  }
  return { rows: rows.toSorted((a, b) => rankOf(a) - rankOf(b) || a.path.localeCompare(b.path) || a.code.localeCompare(b.code)), findings };
}

/** Core first, then the packages, then the apps. */
function rankOf({ path }: ErrorRow): number {
  return ['packages/core/', 'packages/', 'apps/'].findIndex((beginning) => path.startsWith(beginning));
}

function tableFinding(path: string, line: number, message: string): Finding {
  return { path, line, rule: 'error-codes', message };
}

function readExitCodes(repository: Repository): ReadonlyMap<string, number> {
  const objects = repository.has(exitCodesPath) ? exportedObjects(repository.parse(exitCodesPath)) : [];
  return new Map(
    objects
      .flatMap((object) => object.properties)
      .flatMap((property) => {
        const value = property.type === 'Property' && property.value.type === 'Literal' ? property.value.value : undefined;
        return typeof value === 'number' ? [[keyOf(property), value] as const] : [];
      }),
  );
}

function readRow(file: SourceFile, property: ObjectPropertyKind, exitCodes: ReadonlyMap<string, number>): ErrorRow | undefined {
  const code = keyOf(property);
  if (property.type !== 'Property' || property.value.type !== 'ObjectExpression' || !code.startsWith('ARTEMIS_E_')) return undefined;
  const values = new Map(property.value.properties.map((field) => [keyOf(field), field.type === 'Property' ? field.value : undefined]));
  const exitCode = exitCodeOf(values.get('exitCode'), exitCodes);
  const meaning = textOf(values.get('meaning'));
  const remedy = textOf(values.get('remedy'));
  if (exitCode === undefined || !meaning || !remedy) return undefined;
  return { code, exitCode, meaning, remedy, path: file.path, line: file.lineAt(property.start) };
}

/** The number behind `exitCodes.…`, or a number that is one of them. */
function exitCodeOf(value: Expression | undefined, exitCodes: ReadonlyMap<string, number>): number | undefined {
  if (value?.type === 'MemberExpression' && value.property.type === 'Identifier') return exitCodes.get(value.property.name);
  if (value?.type !== 'Literal') return undefined;
  return [...exitCodes.values()].find((exitCode) => exitCode === value.value);
}

/** Objects that a file exports as constants, below any `as const` and `satisfies`. */
function exportedObjects(file: SourceFile): ObjectExpression[] {
  return file.program.body.flatMap((statement) => {
    const declaration = statement.type === 'ExportNamedDeclaration' ? statement.declaration : null;
    if (declaration?.type !== 'VariableDeclaration') return [];
    return declaration.declarations.flatMap(({ init }) => {
      const value = init && withoutType(init);
      return value?.type === 'ObjectExpression' ? [value] : [];
    });
  });
}

function withoutType(expression: Expression): Expression {
  if (expression.type !== 'TSAsExpression' && expression.type !== 'TSSatisfiesExpression') return expression;
  return withoutType(expression.expression);
}

function keyOf(property: ObjectPropertyKind): string {
  if (property.type !== 'Property') return '';
  return property.key.type === 'Identifier' ? property.key.name : String(property.key.type === 'Literal' ? property.key.value : '');
}

/** Text of a string literal or of literals joined by `+`; empty for anything else. */
function textOf(expression: Expression | undefined): string {
  if (expression?.type === 'Literal' && typeof expression.value === 'string') return expression.value;
  if (expression?.type === 'BinaryExpression' && expression.operator === '+') {
    const parts = [textOf(expression.left), textOf(expression.right)];
    return parts.includes('') ? '' : parts.join('');
  }
  return '';
}
