/** A piece of text that can be found: lines of a project file, or a remembered solution. Its text stays on disk. */
export interface Passage {
  /** Made from the place and the content: the same piece always has the same one. */
  readonly id: string;
  /** Relative to the project folder, with `/`; `null` for a memory. */
  readonly path: string | null;
  /** Lines count from 1; both are in it. */
  readonly startLine: number;
  readonly endLine: number;
  /** Where in those lines it begins, in characters: more than 0 only for parts of one long line. */
  readonly offset: number;
  readonly chars: number;
  /** Of the text, in lower-case hexadecimal: what is on disk must still have it. */
  readonly sha256: string;
  /** Names of the symbols that begin in it. */
  readonly symbols: readonly string[];
}

/** A passage with its text. */
export interface PassageText extends Passage {
  readonly text: string;
}

/** Text a passage is embedded as: where it is, what it declares, what it says. */
export const embeddedText = ({ path, symbols, text }: PassageText): string => `${path ?? ''}\n${symbols.join(' ')}\n${text}`;
