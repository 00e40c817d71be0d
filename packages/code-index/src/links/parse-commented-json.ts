/** A string, to be left alone; or a comment. What is not closed goes to the end, so that no text takes more than one pass. */
const stringOrComment = /"(?:\\[^]|[^"\\])*"?|\/\/[^\n]*|\/\*[^]*?(?:\*\/|$)/g;
const stringOrLastComma = /"(?:\\[^]|[^"\\])*"?|,(?=\s*[}\]])/g;

/** Parses JSON as TypeScript's configurations are written: with comments, and commas behind the last item. `undefined` for what is none. */
export function parseCommentedJson(text: string): unknown {
  const bare = text
    .replace(/^\uFEFF/, '')
    .replace(stringOrComment, (part) => (part.startsWith('"') ? part : ' '))
    .replace(stringOrLastComma, (part) => (part.startsWith('"') ? part : ''));
  try {
    return JSON.parse(bare);
  } catch {
    return undefined;
  }
}
