import { sha256 } from './sha256.ts';

/** A piece of text that can be found: lines of a project file, or a remembered solution. Its text stays on disk. */
export interface Passage {
  /** Made from the place and the content: the same piece always has the same one, and what is on disk must still give it. */
  readonly id: string;
  /** Relative to the project folder, with `/`; `null` for a memory. */
  readonly path: string | null;
  /** Lines count from 1; both are in it. */
  readonly startLine: number;
  readonly endLine: number;
  /** Where in those lines it begins, in characters: more than 0 only for parts of one long line. */
  readonly offset: number;
  readonly chars: number;
  /** Names of the symbols that begin in it. */
  readonly symbols: readonly string[];
}

/** A passage with its text. */
export interface PassageText extends Passage {
  readonly text: string;
}

/** Hexadecimal digits of an id. */
export const idDigits = 32;

/** Id of a passage of a file. */
export const passageId = (path: string, startLine: number, offset: number, text: string): string =>
  sha256(`${path}\0${startLine}\0${offset}\0${sha256(text)}`).slice(0, idDigits);

/** Text a passage is embedded as: where it is, what it declares, what it says. */
export const embeddedText = ({ path, symbols, text }: PassageText): string => `${path ?? ''}\n${symbols.join(' ')}\n${text}`;
