import type { LanguageName } from '../language/language-name.ts';
import type { CodeImport } from './code-import.ts';
import type { CodeReference } from './code-reference.ts';
import type { CodeSymbol } from './code-symbol.ts';

/** What the index knows of one text file. The three lists are unpacked each time they are asked for: keep what you use again. */
export interface IndexedFile {
  /** Relative to the project folder, with `/`. */
  readonly path: string;
  /** `null` for text in no known language: it has neither symbols nor imports. */
  readonly language: LanguageName | null;
  /** Of the bytes on disk, in lower-case hexadecimal. */
  readonly sha256: string;
  readonly bytes: number;
  /** Size and times of the file when it was read: while they stay the same, it is not read again. */
  readonly stamp: string;
  /** By line, outer symbols before inner ones. */
  readonly symbols: readonly CodeSymbol[];
  /** By line. */
  readonly imports: readonly CodeImport[];
  /** By name. */
  readonly references: readonly CodeReference[];
  /** Whether path and name say that this is a test. */
  readonly isTest: boolean;
}
