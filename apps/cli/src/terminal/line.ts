/** How a line is meant. Colour only repeats what its words and its mark say already. */
export type Tone = 'plain' | 'strong' | 'faint' | 'good' | 'warning' | 'bad';

/** One line for the reader. The text may hold anything: whoever prints it takes out what a terminal would obey. */
export interface Line {
  readonly tone: Tone;
  readonly text: string;
}

/** Makes a line. */
export const line = (text: string, tone: Tone = 'plain'): Line => ({ tone, text });

/** A line with the mark and the word of something that went well. */
export const good = (text: string): Line => line(`ok ${text}`, 'good');

/** A line the reader should not miss. */
export const warning = (text: string): Line => line(`! ${text}`, 'warning');

/** A line with the mark of something that is not as it should be. */
export const bad = (text: string): Line => line(`x ${text}`, 'bad');
