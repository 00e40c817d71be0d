/** What an edit asks for: text that is there, and the text that shall be there. */
export interface EditPair {
  readonly old: string;
  readonly new: string;
}

/** A place in a text and what comes there instead. */
export interface Replacement {
  /** Offset of the first character that goes. */
  readonly start: number;
  /** Offset behind the last character that goes. */
  readonly end: number;
  readonly text: string;
}

/** Finds every place an edit can mean. It changes nothing. */
export type FindReplacements = (text: string, edit: EditPair) => readonly Replacement[];

/** The text with all replacements done. They must not overlap, and stand in order. */
export function replaceAt(text: string, replacements: readonly Replacement[]): string {
  let done = '';
  let from = 0;
  for (const { start, end, text: replacement } of replacements) {
    done += text.slice(from, start) + replacement;
    from = end;
  }
  return done + text.slice(from);
}
