import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument as parseYaml, type Document, type Node } from 'yaml';
import { ConfigError } from './config-error.ts';

/** What a file says, and where it says it. */
export interface ParsedDocument {
  readonly value: unknown;
  /** Line of a key, from 1; of the nearest one above it where the key is not in the file. */
  readonly lineOf: (path: readonly PropertyKey[]) => number;
}

const deepest = 64;
const mostAliases = 100;
const forbiddenKeys: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Parses YAML, or JSON, which is YAML too, without trust: no tags, no repeated or dangerous keys, bounded depth and aliases.
 *
 * @throws ConfigError with file and line.
 */
export function parseDocument(file: string, text: string): ParsedDocument {
  const lines = new LineCounter();
  const lineAt = (offset: number | undefined): number => (offset === undefined ? 1 : lines.linePos(offset).line);
  const fail = (offset: number | undefined, problem: string, cause?: unknown): never => {
    throw new ConfigError({ file, line: lineAt(offset) }, problem, { hint: 'Correct this line.', cause });
  };
  // Repeated keys are looked for below: the parser compares each key with each other.
  const document = parseYaml(text, { lineCounter: lines, stringKeys: true, uniqueKeys: false, logLevel: 'silent' });
  const broken = document.errors[0] ?? document.warnings[0];
  if (broken) fail(broken.pos[0], `it is not valid ${file.endsWith('.json') ? 'JSON' : 'YAML'}: ${firstLine(broken.message)}`, broken);
  if (file.endsWith('.json')) requireJson(text, fail);
  inspect(document, fail);
  return { value: valueOf(document, fail), lineOf: (path) => lineAt(nearestNode(document, path)?.range?.[0]) };
}

type Fail = (offset: number | undefined, problem: string, cause?: unknown) => never;

const firstLine = (text: string): string => (text.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '');

/** A file that says it is JSON must be JSON, or other programs read it differently. */
function requireJson(text: string, fail: Fail): void {
  try {
    JSON.parse(text);
  } catch (error) {
    const position = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    fail(position === undefined ? undefined : Number(position), 'it is not valid JSON', error);
  }
}

/** Walks without recursion, so that depth cannot hurt. */
function inspect(document: Document, fail: Fail): void {
  const open: { readonly node: unknown; readonly depth: number }[] = [{ node: document.contents, depth: 0 }];
  for (let next = open.pop(); next; next = open.pop()) {
    const { node, depth } = next;
    if (depth > deepest) fail(offsetOf(node), `it is nested deeper than ${deepest} levels`);
    if (!isMap(node) && !isSeq(node)) continue;
    if (isMap(node)) inspectKeys(node.items, fail);
    for (const item of node.items) open.push({ node: isPair(item) ? item.value : item, depth: depth + 1 });
  }
}

function inspectKeys(pairs: readonly { readonly key: unknown }[], fail: Fail): void {
  const seen = new Set<string>();
  for (const { key } of pairs) {
    const name = String(isScalar(key) ? key.value : key);
    if (forbiddenKeys.has(name)) fail(offsetOf(key), `the key "${name}" is not allowed`);
    if (seen.has(name)) fail(offsetOf(key), `the key "${name.slice(0, 60)}" is there twice`);
    seen.add(name);
  }
}

function valueOf(document: Document, fail: Fail): unknown {
  try {
    return document.toJS({ maxAliasCount: mostAliases });
  } catch (error) {
    return fail(undefined, 'its aliases make it too large', error);
  }
}

function nearestNode(document: Document, path: readonly PropertyKey[]): Node | undefined {
  for (let length = path.length; length > 0; length--) {
    const parent = document.getIn(path.slice(0, length - 1), true);
    const name = path[length - 1];
    // The key is where the reader looks; list items have none.
    const key = isMap(parent)
      ? parent.items.find((pair) => isScalar(pair.key) && pair.key.value === name)?.key
      : document.getIn(path.slice(0, length), true);
    if (isScalar(key) || isMap(key) || isSeq(key) || isAlias(key)) return key;
  }
  return undefined;
}

const offsetOf = (node: unknown): number | undefined =>
  typeof node === 'object' && node !== null && 'range' in node ? (node as Node).range?.[0] : undefined;
