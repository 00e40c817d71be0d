import { isProsePath } from '../diff/path-kind.ts';
import type { ChangeRule, FileFacts, RuleFinding } from './rule.ts';

/** Marks that reorder text, that have no width, and letters nobody can see. */
const hidden =
  /\u00ad|\u061c|[\u115f-\u1160]|\u180e|[\u200b-\u200f]|[\u202a-\u202e]|[\u2060-\u2064]|[\u2066-\u2069]|\u3164|\ufeff|\uffa0|[\u{e0000}-\u{e007f}]|[\u{e0100}-\u{e01ef}]/gu;
/** Joiners have a use between signs of an emoji and in scripts whose letters join. */
const joined = /(?<=[^\p{ASCII}\s])[\u200c\u200d](?=[^\p{ASCII}\s])/gu;
const mixedScript = /[a-z]\p{Script=Cyrillic}|\p{Script=Cyrillic}[a-z]/iu;

/** Characters in added lines that show other text than there is. */
export const hiddenCharacterFindings: ChangeRule = (files) =>
  files.flatMap((file) => [...file.diff.added].flatMap((line) => inLine(file, line)));

function inLine({ diff, views }: FileFacts, line: number): readonly RuleFinding[] {
  const text = diff.now[line - 1] ?? '';
  // A mark of the encoding may begin a file.
  const visible = (line === 1 ? text.replace(/^\ufeff/, '') : text).replace(joined, '');
  const [found] = visible.match(hidden) ?? [];
  if (found !== undefined) return [hiddenIn(diff.path, line, text, found)];
  if (!mixedScript.test(views.code[line - 1] ?? '') || isProsePath(diff.path)) return [];
  const message = 'A word has Latin and Cyrillic letters that look alike: it is another word than it seems.';
  return [{ path: diff.path, line, severity: 'warning', message, rule: 'mixed-script' }];
}

function hiddenIn(path: string, line: number, text: string, found: string): RuleFinding {
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  const message = `The character U+${code} cannot be seen, or shows the text in another order than it has.`;
  return {
    path,
    line,
    severity: isProsePath(path) ? 'warning' : 'blocking',
    message,
    rule: 'hidden-character',
    suggestion: text.replace(hidden, ''),
  };
}
