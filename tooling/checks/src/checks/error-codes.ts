import { Visitor, type ArrayExpressionElement, type PropertyKey } from 'oxc-parser';
import { productSources } from '../areas.ts';
import type { Check } from '../check.ts';
import { readErrorTables } from '../error-tables.ts';
import type { Finding } from '../finding.ts';
import type { SourceFile } from '../source-file.ts';

/** Every code in a table is used by the code, and every code the code uses is in a table. */
export const errorCodes: Check = {
  name: 'error-codes',
  run(repository) {
    const { rows, findings } = readErrorTables(repository);
    const known = new Set(rows.map(({ code }) => code));
    const uses = productSources(repository).flatMap((file) => (file.path.endsWith('error-codes.ts') ? [] : codesIn(file)));
    const made = new Set(uses.filter((use) => use.makes).map(({ code }) => code));
    return [
      ...findings,
      ...uses.filter(({ code }) => !known.has(code)).map((use) => finding(use, `${use.code} is in no error-codes.ts`)),
      ...rows.filter(({ code }) => !made.has(code)).map((row) => finding(row, `nothing throws ${row.code}`)),
    ];
  },
};

interface Use {
  readonly code: string;
  readonly path: string;
  readonly line: number;
  /** False where the code is only compared with or listed. */
  readonly makes: boolean;
}

function finding({ path, line }: { readonly path: string; readonly line: number }, message: string): Finding {
  return { path, line, rule: 'error-codes', message };
}

function codesIn(file: SourceFile): Use[] {
  const uses = new Map<number, Use>();
  const compared = new Set<number>();
  const compare = (expression: ArrayExpressionElement | PropertyKey): void => {
    if (expression?.type === 'Literal') compared.add(expression.start);
  };
  const add = (text: unknown, offset: number): void => {
    if (typeof text !== 'string' || !/^ARTEMIS_E_[A-Z0-9_]+$/.test(text)) return;
    uses.set(offset, { code: text, path: file.path, line: file.lineAt(offset), makes: !compared.has(offset) });
  };
  new Visitor({
    // A parent is visited before its children, so what is only compared is known by then.
    BinaryExpression({ left, right }) {
      compare(left);
      compare(right);
    },
    SwitchCase: ({ test }) => compare(test),
    // A list or a record of codes says something about them and throws none.
    ArrayExpression: ({ elements }) => elements.forEach(compare),
    Property: ({ key }) => compare(key),
    TSLiteralType: ({ literal }) => void compared.add(literal.start),
    Literal: ({ value, start }) => add(value, start),
    TemplateElement: ({ value, start }) => add(value.cooked, start),
  }).visit(file.program);
  return [...uses.values()];
}
