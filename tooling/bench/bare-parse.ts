import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Corpus } from './code-corpus.ts';

const nearIndex = createRequire(join(import.meta.dirname, '../../packages/code-index/package.json'));

/** Milliseconds tree-sitter needs to parse the files of a corpus, and nothing else: no reading, no query, no second thread. */
export async function bareParseMs({ dir, files }: Corpus): Promise<number> {
  const { Parser, Language } = (await import(nearIndex.resolve('web-tree-sitter'))) as typeof import('web-tree-sitter');
  await Parser.init();
  const grammars = join(dirname(nearIndex.resolve('@vscode/tree-sitter-wasm/package.json')), 'wasm');
  const parser = new Parser();
  const languages = new Map<string, InstanceType<typeof Language>>();
  for (const { language } of files) {
    if (!languages.has(language)) languages.set(language, await Language.load(join(grammars, `tree-sitter-${language}.wasm`)));
  }
  let ms = 0;
  for (const { path, language } of files) {
    const text = readFileSync(join(dir, path), 'utf8');
    parser.setLanguage(languages.get(language) ?? null);
    const startMs = performance.now();
    parser.parse(text)?.delete();
    ms += performance.now() - startMs;
  }
  parser.delete();
  return ms;
}
