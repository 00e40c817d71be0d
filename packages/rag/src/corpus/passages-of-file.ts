import { chunkFile, type IndexedFile } from '@artemis/code-index';
import { passageId, type PassageText } from './passage.ts';

/** Files with more passages are data rather than source; the rest of such a file is not indexed. */
const mostPassages = 200;

/** The passages of a file, cut where its symbols begin. */
export function passagesOfFile(text: string, file: Pick<IndexedFile, 'path' | 'symbols'>): PassageText[] {
  const passages: PassageText[] = [];
  let offset = 0;
  for (const { path, startLine, endLine, text: part, symbols } of chunkFile(text, file).slice(0, mostPassages)) {
    const last = passages.at(-1);
    offset = last !== undefined && last.startLine === startLine && last.endLine === endLine ? last.offset + last.chars : 0;
    const id = passageId(path, startLine, offset, part);
    passages.push({ id, path, startLine, endLine, offset, chars: part.length, text: part, symbols });
  }
  return passages.filter((passage) => passage.text.trim() !== '');
}

/** Text of a passage as the file has it now. */
export function sliceOf(
  fileText: string,
  { startLine, endLine, offset, chars }: Pick<PassageText, 'startLine' | 'endLine' | 'offset' | 'chars'>,
): string {
  const lines = fileText.split(/(?<=\n)/).slice(startLine - 1, endLine);
  return lines.join('').slice(offset, offset + chars);
}

/** Text of a file the way the code index reads it. */
export const decodeFile = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
