// Indexing
export { indexProject } from './index-project.ts';
export { updateIndex, type UpdateOptions } from './update-index.ts';
export type { IndexOptions } from './index-options.ts';
export { defaultLimits, type IndexLimits } from './index-limits.ts';
export type { IndexProgress } from './index-progress.ts';
export { openParsers } from './parse/open-parsers.ts';
export type { ParseRequest, SourceParsers } from './parse/source-parsers.ts';
export type { ParsedSource } from './parse/parsed-source.ts';

// The index
export type { ProjectIndex } from './model/project-index.ts';
export type { IndexedFile } from './model/indexed-file.ts';
export type { CodeSymbol, SymbolKind } from './model/code-symbol.ts';
export type { CodeImport } from './model/code-import.ts';
export type { CodeReference } from './model/code-reference.ts';
export type { ProjectPackage } from './model/project-package.ts';
export type { SkippedPath, SkipReason } from './model/skipped-path.ts';
export type { LanguageName } from './language/language-name.ts';
export { languageOf } from './language/languages.ts';
export { contentVersion } from './cache/content-version.ts';
export { namesAny } from './packed/names-any.ts';

// Long work
export { Breather } from './breather.ts';

// Text
export { chunkFile, type ChunkOptions } from './text/chunk-file.ts';
export type { CodeChunk } from './text/code-chunk.ts';
export { estimateTokens } from './text/estimate-tokens.ts';
export { splitIdentifier, tokenize } from './text/tokenize.ts';

// What belongs together
export { ImportResolver, resolveImports, type ImportLink } from './links/resolve-imports.ts';
export { linkTests, TestLinker, type TestLink } from './links/link-tests.ts';

// Errors
export { codeIndexErrorCodes, type CodeIndexErrorCode } from './error-codes.ts';
