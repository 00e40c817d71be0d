import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { indexProject } from '@artemis/code-index';
import { parseSync } from 'oxc-parser';

/** A question, and the file whose comment it was. */
export interface QuestionPair {
  readonly question: string;
  readonly path: string;
}

const mostOfOneFile = 2;
const sourceFile = /(?<!\.d)\.(?:ts|js|mjs|mts)$/;

/**
 * Copies the sources of installed packages to a folder without any comment, and makes questions from the comments that were taken
 * out: the first sentence above a symbol, for the file that declares it. What several files say is no question.
 *
 * @param sources - Folder of each package's sources by its name in the copy.
 */
export async function commentQuestions(sources: Readonly<Record<string, string>>, copyDir: string): Promise<readonly QuestionPair[]> {
  const found: QuestionPair[] = [];
  for (const [name, folder] of Object.entries(sources)) {
    await copyWithoutComments(folder, join(copyDir, name));
    const { files } = await indexProject({ projectDir: folder });
    for (const file of files.filter(({ path, isTest }) => sourceFile.test(path) && !isTest)) {
      const questions = new Set(file.symbols.flatMap(({ doc, exported }) => (exported === false ? [] : firstSentence(doc ?? ''))));
      found.push(...[...questions].slice(0, mostOfOneFile).map((question) => ({ question, path: `${name}/${file.path}` })));
    }
  }
  const counts = new Map<string, number>();
  for (const { question } of found) counts.set(question, (counts.get(question) ?? 0) + 1);
  return found.filter(({ question }) => counts.get(question) === 1);
}

/** The first sentence of a comment, if it is one that can be asked. */
function firstSentence(doc: string): readonly string[] {
  const [sentence = ''] = doc.replaceAll(/\s+/g, ' ').split(/(?<=[.!?])\s|@/);
  const words = sentence.trim().split(' ');
  return words.length >= 6 && words.length <= 40 && !/https?:|copyright|license|eslint/i.test(sentence) ? [sentence.trim()] : [];
}

async function copyWithoutComments(from: string, to: string): Promise<void> {
  const entries = await readdir(from, { recursive: true, withFileTypes: true });
  for (const entry of entries.filter((each) => each.isFile() && sourceFile.test(each.name))) {
    const path = join(entry.parentPath, entry.name);
    const target = join(to, path.slice(from.length + 1));
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, withoutComments(path, await readFile(path, 'utf8')));
  }
}

/** Comments become blanks; lines stay where they are. */
function withoutComments(path: string, text: string): string {
  let bare = text;
  for (const { start, end } of parseSync(path, text).comments)
    bare = bare.slice(0, start) + text.slice(start, end).replaceAll(/[^\n]/g, ' ') + bare.slice(end);
  return bare;
}
