/** An entry of a list: `1. …`, `2) …`, `- …`, `* …`, `• …`, with or without a box to tick. Its sign must be followed by a blank. */
const entry = /^([ \t]*)(?:\d{1,3}[.)]|[-*•])[ \t]+(?:\[[ xX]\][ \t]+)?(\S.*)$/;
const fence = /^[ \t]*(?:```|~~~)/;

/** The entries of the lists in a task, those of the outermost level only; code blocks are not looked into. Empty when there is no list of at least two. */
export function taskParts(text: string): readonly string[] {
  const entries: { readonly indent: number; readonly title: string }[] = [];
  let inCode = false;
  for (const line of text.split(/\r?\n/)) {
    if (fence.test(line)) inCode = !inCode;
    const found = inCode ? null : entry.exec(line);
    if (found) entries.push({ indent: widthOf(found[1] ?? ''), title: (found[2] ?? '').trim() });
  }
  const outermost = Math.min(...entries.map(({ indent }) => indent));
  const titles = entries.filter(({ indent }) => indent === outermost).map(({ title }) => title);
  return titles.length > 1 ? titles : [];
}

const widthOf = (indent: string): number => indent.replaceAll('\t', '    ').length;
