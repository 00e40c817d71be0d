import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import type { Parser, Query } from 'web-tree-sitter';
import type { ExportRule } from './languages.ts';
import type { LanguageName } from './language-name.ts';
import type { WasmMemory } from './wasm-memory.ts';
import { compileUnoptimized, hugeLexers } from './compile-unoptimized.ts';
import { languages } from './languages.ts';

/** A parser for one language and what to look for in its trees. */
export interface Grammar {
  readonly parser: Parser;
  readonly query: Query;
  readonly exportRule: ExportRule;
}

/** Loads a grammar at its first use, and keeps it for as long as the thread lives. */
export type LoadGrammar = (name: LanguageName) => Promise<Grammar>;

/** @param memory - What all parsers of this thread live in. A text that needs more than its maximum fails. */
export function grammarLoader(memory: WasmMemory): LoadGrammar {
  const grammars = new Map<LanguageName, Promise<Grammar>>();
  let started: Promise<void> | null = null;
  const load = async (name: LanguageName): Promise<Grammar> => {
    const { Language, Parser, Query } = await import('web-tree-sitter');
    started ??= startParsing(memory);
    await started;
    const language = await Language.load(grammarFile(name));
    const parser = new Parser();
    parser.setLanguage(language);
    if (hugeLexers.has(name)) compileUnoptimized(parser);
    return { parser, query: new Query(language, languages[name].query), exportRule: languages[name].exportRule };
  };
  return (name) => {
    const grammar = grammars.get(name) ?? load(name);
    grammars.set(name, grammar);
    return grammar;
  };
}

/** Starts the parsers of this thread. What all languages share is compiled with the smallest grammar, to be optimized whichever language comes first. */
async function startParsing(memory: WasmMemory): Promise<void> {
  const { Language, Parser } = await import('web-tree-sitter');
  await Parser.init({ wasmMemory: memory });
  const parser = new Parser();
  parser.setLanguage(await Language.load(grammarFile('ini')));
  parser.parse('')?.delete();
  parser.delete();
}

const grammarFile = (name: LanguageName | 'ini'): string =>
  `${dirname(createRequire(import.meta.url).resolve('@vscode/tree-sitter-wasm/package.json'))}/wasm/tree-sitter-${name}.wasm`;
