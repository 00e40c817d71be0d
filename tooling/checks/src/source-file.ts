import { parseSync, type Comment, type OxcError, type Program } from 'oxc-parser';
import { listImports, type ImportReference } from './list-imports.ts';

/** A parsed TypeScript file. Offsets count UTF-16 units, as JavaScript strings do. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly program: Program;
  readonly comments: readonly Comment[];
  readonly errors: readonly OxcError[];
  readonly imports: readonly ImportReference[];
  /** Line of an offset, counted from 1. */
  lineAt(offset: number): number;
}

/** Parses one file. A file with syntax errors gives an empty program and the errors. */
export function parseSource(path: string, text: string): SourceFile {
  const { program, comments, errors } = parseSync(path, text, { sourceType: 'module', preserveParens: false });
  return { path, text, program, comments, errors, imports: listImports(program), lineAt: (offset) => lineAt(text, offset) };
}

function lineAt(text: string, offset: number): number {
  let line = 1;
  for (let end = text.indexOf('\n'); end !== -1 && end < offset; end = text.indexOf('\n', end + 1)) line++;
  return line;
}
