import type { Node } from 'web-tree-sitter';
import { parseSource } from './grammars.ts';

/** A place that does not parse. */
export interface SyntaxFault {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  /** From 1. */
  readonly column: number;
  readonly text: string;
}

const maxChars = 2 * 1024 ** 2;

/**
 * Parses a text in the language its path names.
 *
 * @returns Its faults; `null` when there is no parser for it, or it is too long to be source.
 */
export async function checkSyntax(path: string, text: string): Promise<readonly SyntaxFault[] | null> {
  if (text.length > maxChars) return null;
  const data = await dataFault(path, text);
  if (data !== undefined) return data === null ? [] : [{ path, ...data }];
  const tree = await parseSource(path, text);
  if (!tree) return null;
  try {
    return tree.rootNode.hasError ? faultsIn(path, tree.rootNode) : [];
  } finally {
    tree.delete();
  }
}

function faultsIn(path: string, root: Node): SyntaxFault[] {
  const faults: SyntaxFault[] = [];
  const pending = [root];
  for (let node = pending.pop(); node && faults.length < 20; node = pending.pop()) {
    if (node.isError || node.isMissing) {
      const { row, column } = node.startPosition;
      const text = node.isMissing ? `"${node.type}" is missing` : `does not parse near "${node.text.slice(0, 40).split('\n')[0] ?? ''}"`;
      faults.push({ path, line: row + 1, column: column + 1, text });
    } else if (node.hasError) pending.push(...node.children.toReversed());
  }
  return faults;
}

/** A fault in a data file; `null` when it parses, `undefined` when it is no data file. */
async function dataFault(path: string, text: string): Promise<Omit<SyntaxFault, 'path'> | null | undefined> {
  try {
    if (path.endsWith('.json') && !/(?:^|\/)(?:tsconfig|jsconfig|\.)[^/]*\.json$/.test(path)) JSON.parse(text);
    else if (path.endsWith('.toml')) (await import('smol-toml')).parse(text);
    else if (/\.ya?ml$/.test(path)) {
      const { parseAllDocuments } = await import('yaml');
      const documents = parseAllDocuments(text);
      const error = Array.isArray(documents) ? documents.flatMap(({ errors }) => errors)[0] : undefined;
      if (error) throw error;
    } else return undefined;
    return null;
  } catch (error) {
    return { line: 1, column: 1, text: error instanceof Error ? (error.message.split('\n')[0] ?? '') : 'does not parse' };
  }
}
