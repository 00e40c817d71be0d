import type { DevelopRequest } from '../capability/supervision.ts';
import { lockedTestsNote } from './locked-tests-note.ts';
import { namedFiles } from './named-files.ts';
import { quote } from './quote.ts';

const maxListedFiles = 200;
const maxQuotedChars = 24_000;

const format = `Answer with one JSON object and nothing else:
{"approach": "what you do and why, briefly",
 "implementation": {"filename": "relative path", "content": "the complete file"},
 "tests": {"filename": "relative path", "content": "the complete file"},
 "files": [{"filename": "...", "content": "..."}]}
Give every file whole. "files" is for further files and may be left out. Tests must need no package that the project lacks; where there is no project yet, use the test runner that comes with the language.`;

/** The question put to a one-shot developer: task, plan, what is known of the project, why the last attempt was not accepted. */
export async function oneShotPrompt(request: DevelopRequest): Promise<string> {
  const { task, plan, context, feedback } = request;
  const files = await request.project.list();
  const parts = [
    `Task:\n${task.text}`,
    lockedTestsNote(task),
    plan.steps.length > 1 ? `Plan:\n${plan.steps.map(({ title }, index) => `${index + 1}. ${title}`).join('\n')}` : '',
    files.length > 0 ? `Files of the project:\n${files.slice(0, maxListedFiles).join('\n')}` : '',
    await quotedFiles(request, files),
    ...context.map(({ title, text }) => quote(title, text)),
    feedback ? `Your last answer was not accepted:\n${feedback.reason}` : '',
    format,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Files the task names are quoted whole, as far as there is room: a one-shot developer cannot look them up. */
async function quotedFiles({ task, project, feedback }: DevelopRequest, files: readonly string[]): Promise<string> {
  const named = namedFiles(files, `${task.text}\n${feedback?.reason ?? ''}`);
  const quotes: string[] = [];
  let room = maxQuotedChars;
  for (const path of named) {
    const text = await project.read(path).catch(() => null);
    if (text === null || text.length > room) continue;
    room -= text.length;
    quotes.push(quote(path, text));
  }
  return quotes.join('\n\n');
}
