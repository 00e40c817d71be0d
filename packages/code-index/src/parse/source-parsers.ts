import type { LanguageName } from '../language/language-name.ts';
import type { ParsedSource } from './parsed-source.ts';

/** One source text to parse. */
export interface ParseRequest {
  readonly language: LanguageName;
  readonly text: string;
  /** Time for this text, in milliseconds. */
  readonly maxMs: number;
}

/** Parsers that outlive a call. Close them when done: they hold threads and memory. */
export interface SourceParsers {
  /** How many texts are worth handing over at once. */
  readonly width: number;
  /**
   * Finds what is in a text. A parser that crashes or takes too long on it costs this text only.
   *
   * @returns `null` when this text could not be parsed.
   * @throws The signal's reason when it aborts.
   */
  parse(request: ParseRequest, signal?: AbortSignal): Promise<ParsedSource | null>;
  /** Ends every thread. What is still being parsed resolves to `null`. Closing twice is fine. */
  close(): Promise<void>;
}
