/** A piece of text for the model, marked as data: where it begins and ends, and what it is. */
export const quote = (title: string, text: string): string => `<<< ${title}\n${text.replace(/^>>>$/gm, ' >>>')}\n>>>`;
