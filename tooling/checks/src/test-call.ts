import type { Argument, CallExpression, Expression } from 'oxc-parser';

/** A call that declares a test or a group of tests. */
export interface TestCall {
  readonly kind: 'test' | 'group';
  /** `it`, `test`, `describe` or `suite`. */
  readonly base: string;
  /** What stands between the base and the title, such as `each` or `skipIf`. */
  readonly modifiers: readonly string[];
  /** The function with the test in it, where one is given. */
  readonly body: Argument | undefined;
}

/** Modifiers that are called with something else than the test, and give back the function that takes it. */
const halves: ReadonlySet<string> = new Set(['each', 'for', 'skipIf', 'runIf', 'extend']);

/** Reads a call as the declaration of a test; `undefined` where it is none, or only the first half, as `it.each(table)`. */
export function testCallOf(node: CallExpression): TestCall | undefined {
  const chain = chainOf(node.callee);
  if (!chain || !['it', 'test', 'describe', 'suite'].includes(chain.base)) return undefined;
  if (node.callee.type === 'MemberExpression' && halves.has(chain.modifiers.at(-1) ?? '')) return undefined;
  const body = node.arguments.slice(1).find((argument) => isFunctionLike(argument));
  return { kind: ['it', 'test'].includes(chain.base) ? 'test' : 'group', ...chain, body };
}

/** Unwinds `it.skipIf(x).each(y)` to its base and its modifiers. */
function chainOf(callee: Expression): { readonly base: string; readonly modifiers: string[] } | undefined {
  if (callee.type === 'Identifier') return { base: callee.name, modifiers: [] };
  if (callee.type === 'CallExpression') return chainOf(callee.callee);
  if (callee.type === 'TaggedTemplateExpression') return chainOf(callee.tag);
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  const inner = chainOf(callee.object);
  return inner && { base: inner.base, modifiers: [...inner.modifiers, callee.property.name] };
}

function isFunctionLike(argument: Argument): boolean {
  return ['ArrowFunctionExpression', 'FunctionExpression', 'Identifier', 'CallExpression'].includes(argument.type);
}
