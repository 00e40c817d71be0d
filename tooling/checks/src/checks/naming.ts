import { Visitor } from 'oxc-parser';
import { allSources } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import type { SourceFile } from '../source-file.ts';

/** Words that say nothing about what a thing is. */
const emptyWords: ReadonlySet<string> = new Set(['ctx', 'cfg', 'util', 'utils', 'helper', 'helpers', 'manager', 'service']);

/** The one name taken over from the strategy this was built on. */
const allowed: ReadonlySet<string> = new Set(['degradation-manager', 'DegradationManager', 'degradationManager']);

/** Files and declared names say what they hold; files are in kebab-case. */
export const naming: Check = {
  name: 'naming',
  run: (repository) => allSources(repository).flatMap((file) => [...pathFindings(file.path), ...declarationFindings(file)]),
};

function pathFindings(path: string): Finding[] {
  const parts = path.split('/').map((part) => part.replace(/(\.d)?\.ts$/, ''));
  const empty = parts.find(isEmptyName);
  if (empty) return [{ path, line: 1, rule: 'naming', message: `"${empty}" does not say what is in it` }];
  if (/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|config))?$/.test(parts.at(-1) ?? '')) return [];
  return [{ path, line: 1, rule: 'naming', message: 'file names are in kebab-case' }];
}

function declarationFindings(file: SourceFile): Finding[] {
  const found: Finding[] = [];
  const look = (node: { readonly type: string; readonly start: number; readonly name?: unknown } | null | undefined): void => {
    if (node?.type !== 'Identifier' || typeof node.name !== 'string' || !isEmptyName(node.name)) return;
    const message = `"${node.name}" does not say what it is`;
    found.push({ path: file.path, line: file.lineAt(node.start), rule: 'naming', message });
  };
  const lookAtAll = (nodes: readonly { readonly type: string; readonly start: number }[]): void => nodes.forEach(look);
  new Visitor({
    VariableDeclarator: ({ id }) => look(id),
    FunctionDeclaration: ({ id, params }) => [look(id), lookAtAll(params)],
    FunctionExpression: ({ params }) => lookAtAll(params),
    ArrowFunctionExpression: ({ params }) => lookAtAll(params),
    ClassDeclaration: ({ id }) => look(id),
    TSInterfaceDeclaration: ({ id }) => look(id),
    TSTypeAliasDeclaration: ({ id }) => look(id),
    TSPropertySignature: ({ key }) => look(key),
    PropertyDefinition: ({ key }) => look(key),
    MethodDefinition: ({ key }) => look(key),
  }).visit(file.program);
  return found;
}

function isEmptyName(name: string): boolean {
  if (allowed.has(name)) return false;
  // As an adjective it says something: the common start of two texts.
  if (name === 'common') return true;
  // A package manager is a thing of its own, and package.json has a field of that name.
  const words = name.replace(/package-?manager/i, 'package');
  return words.split(/[-_]|(?<=[a-z0-9])(?=[A-Z])/).some((word) => emptyWords.has(word.toLowerCase()));
}
