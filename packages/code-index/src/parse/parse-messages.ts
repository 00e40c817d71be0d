import type { LanguageName } from '../language/language-name.ts';
import type { PackedSource } from '../packed/packed-source.ts';

/** What a parser thread is asked. */
export interface ParseQuestion {
  readonly id: number;
  readonly language: LanguageName;
  readonly text: string;
  readonly maxMs: number;
}

/** What it answers: what it found, `null` when the time was over, or why it can parse nothing in this language. */
export interface ParseAnswer {
  readonly id: number;
  readonly parsed: PackedSource | null;
  /** Set when the grammar could not be loaded. */
  readonly broken?: string;
  /** The thread has grown large and wants to be replaced. It answers nothing more. */
  readonly retires: boolean;
}

/** What a thread says once, before its first answer: it runs. */
export interface ThreadReady {
  readonly ready: true;
}
