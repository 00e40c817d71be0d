import { parseSync, Visitor } from 'oxc-parser';

/** A source with one condition turned round. */
export interface Defect {
  readonly path: string;
  readonly text: string;
  /** For the reader: line and what became of it. */
  readonly what: string;
}

const opposites: Readonly<Record<string, string>> = {
  '===': '!==',
  '!==': '===',
  '<': '>=',
  '>=': '<',
  '>': '<=',
  '<=': '>',
  '&&': '||',
  '||': '&&',
};

/** Every defect that turning one comparison or condition of a source round makes. */
export function turnedRound(path: string, text: string): readonly Defect[] {
  const found: Defect[] = [];
  const turn = ({ operator, left, right }: { readonly operator: string; readonly left: Place; readonly right: Place }): void => {
    const opposite = opposites[operator];
    if (opposite === undefined) return;
    const at = text.indexOf(operator, left.end);
    if (at < 0 || at >= right.start) return;
    const line = text.slice(0, at).split('\n').length;
    const turned = text.slice(0, at) + opposite + text.slice(at + operator.length);
    found.push({ path, text: turned, what: `line ${line}: ${operator} became ${opposite}` });
  };
  new Visitor({ BinaryExpression: turn, LogicalExpression: turn }).visit(parseSync(path, text).program);
  return found;
}

interface Place {
  readonly start: number;
  readonly end: number;
}
