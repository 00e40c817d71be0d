import { Visitor, type Span } from 'oxc-parser';
import { allSources, productSources } from '../areas.ts';
import type { Check } from '../check.ts';
import { describeSpread } from '../quantile.ts';
import type { SourceFile } from '../source-file.ts';

const maxLines = 50;

/** No function is longer than the limit, counted from its first line to its last, inner functions included. */
export const functionSize: Check = {
  name: 'function-size',
  run: (repository) =>
    allSources(repository).flatMap((file) =>
      functionsOf(file)
        .filter(({ lines }) => lines > maxLines)
        .map(({ lines, line }) => ({ path: file.path, line, rule: 'function-size', message: `${lines} lines, limit ${maxLines}` })),
    ),
  summary(repository) {
    const lengths = productSources(repository).flatMap((file) => functionsOf(file).map(({ lines }) => lines));
    return describeSpread('lines per function', lengths, 'aim: median 10, p90 25');
  },
};

function functionsOf(file: SourceFile): { readonly line: number; readonly lines: number }[] {
  const found: { line: number; lines: number }[] = [];
  const measure = ({ start, end }: Span): void => {
    const line = file.lineAt(start);
    found.push({ line, lines: file.lineAt(end) - line + 1 });
  };
  new Visitor({
    FunctionDeclaration: measure,
    FunctionExpression: measure,
    ArrowFunctionExpression: measure,
  }).visit(file.program);
  return found;
}
