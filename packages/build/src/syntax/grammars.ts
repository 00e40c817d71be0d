import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Language, Tree } from 'web-tree-sitter';

/** Grammar of a file, by its ending. */
const grammars: readonly (readonly [ending: RegExp, grammar: string])[] = [
  [/\.(?:js|mjs|cjs|jsx)$/, 'javascript'],
  [/\.(?:ts|mts|cts)$/, 'typescript'],
  [/\.tsx$/, 'tsx'],
  [/\.pyi?$/, 'python'],
  [/\.rs$/, 'rust'],
  [/\.go$/, 'go'],
  [/\.java$/, 'java'],
  [/\.(?:c|h|cc|cpp|cxx|hpp|hh)$/, 'cpp'],
  [/\.cs$/, 'c-sharp'],
  [/\.rb$/, 'ruby'],
  [/\.php$/, 'php'],
  [/\.(?:sh|bash)$/, 'bash'],
  [/\.css$/, 'css'],
  [/\.ps1$/, 'powershell'],
];

/** Name of the grammar for a path; `null` when there is none. */
export const grammarOf = (path: string): string | null => grammars.find(([ending]) => ending.test(path))?.[1] ?? null;

const loaded = new Map<string, Promise<Language>>();
let started: Promise<void> | null = null;

/**
 * Parses a source text. The parser is loaded at the first call.
 *
 * @returns `null` when there is no grammar for the path. The caller deletes the tree.
 */
export async function parseSource(path: string, text: string): Promise<Tree | null> {
  const grammar = grammarOf(path);
  if (grammar === null) return null;
  const { Parser, Language: Loader } = await import('web-tree-sitter');
  started ??= Parser.init();
  await started;
  const language = loaded.get(grammar) ?? Loader.load(grammarFile(grammar));
  loaded.set(grammar, language);
  const parser = new Parser();
  try {
    parser.setLanguage(await language);
    return parser.parse(text);
  } finally {
    parser.delete();
  }
}

const grammarFile = (grammar: string): string =>
  `${dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/package.json'))}/wasm/tree-sitter-${grammar}.wasm`;
