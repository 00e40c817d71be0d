import { Visitor, type Expression, type SpreadElement } from 'oxc-parser';
import { productSources } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { SourceFile } from '../source-file.ts';

const plainNames: ReadonlySet<string> = new Set([
  'Error',
  'TypeError',
  'RangeError',
  'SyntaxError',
  'EvalError',
  'ReferenceError',
  'URIError',
  'AggregateError',
  'DOMException',
]);

/** Every error Artemis throws or rejects with carries a code, so the built-in classes are not thrown. */
export const plainErrors: Check = {
  name: 'plain-errors',
  run: (repository) => productSources(repository).flatMap(plainThrows),
};

function plainThrows(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const look = (thrown: Expression | SpreadElement | undefined): void => {
    const name = thrown && plainName(thrown);
    if (!name) return;
    const message = `${name} has no code; throw an ArtemisError`;
    found.push({ path: file.path, line: file.lineAt(thrown.start), rule: 'plain-errors', message });
  };
  new Visitor({
    ThrowStatement: (node) => look(node.argument),
    CallExpression(node) {
      if (isReject(node.callee)) look(node.arguments[0]);
    },
  }).visit(file.program);
  return found;
}

/** Name of the built-in class an expression makes an instance of, with or without `new`. */
function plainName(thrown: Expression | SpreadElement): string | undefined {
  if (thrown.type !== 'NewExpression' && thrown.type !== 'CallExpression') return undefined;
  const name = thrown.callee.type === 'Identifier' ? thrown.callee.name : '';
  return plainNames.has(name) ? name : undefined;
}

function isReject(callee: Expression): boolean {
  if (callee.type === 'Identifier') return callee.name === 'reject';
  return callee.type === 'MemberExpression' && callee.property.type === 'Identifier' && callee.property.name === 'reject';
}
