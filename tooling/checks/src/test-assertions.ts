import { visitorKeys, type Argument, type CallExpression, type Expression, type Super } from 'oxc-parser';
import { namedFunctions, type AnyNode } from './named-functions.ts';
import type { SourceFile } from './source-file.ts';

/**
 * Whether a test's function asserts: it calls something named `expect…` or `assert…` itself, or a function of the same file
 * that does. Functions from elsewhere that assert are named so.
 */
export function assertsIn(file: SourceFile, body: Argument | undefined): boolean {
  return body !== undefined && reaches(body as unknown as AnyNode, namedFunctions(file), new Set());
}

function reaches(node: AnyNode, functions: ReadonlyMap<string, AnyNode>, seen: Set<string>): boolean {
  const names = node.type === 'Identifier' ? [String(node['name'])] : calledNames(node);
  return names.some((name) => {
    if (/^(expect|assert)/.test(name)) return true;
    const target = functions.get(name);
    if (!target || seen.has(name)) return false;
    seen.add(name);
    return reaches(target, functions, seen);
  });
}

/** Names of everything called within a node: `fc.assert(…)` gives `fc` and `assert`. */
function calledNames(node: AnyNode): string[] {
  const own = node.type === 'CallExpression' ? namesOf((node as unknown as CallExpression).callee) : [];
  const children = (visitorKeys[node.type] ?? []).flatMap((key) => node[key]).filter(isNode);
  return [...own, ...children.flatMap(calledNames)];
}

function namesOf(node: Expression | Super): string[] {
  if (node.type === 'Identifier') return [node.name];
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return [];
  return [...namesOf(node.object), node.property.name];
}

function isNode(value: unknown): value is AnyNode {
  return typeof value === 'object' && value !== null && 'type' in value;
}
