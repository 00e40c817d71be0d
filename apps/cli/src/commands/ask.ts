import { exitCodes, sanitizeLine } from '@artemis/core';
import type { RagAnswer } from '@artemis/rag';
import { openRag } from '../context/open-context.ts';
import type { Invocation } from '../invocation.ts';
import { untilSignal } from '../process/until-signal.ts';
import { line, warning, type Line } from '../terminal/line.ts';

/** Lines of a hit that are shown. */
const shownLines = 6;

/** `artemis ask "<question>"`: what a run would be told about a question, and who has found it. No model is asked. */
export async function ask(invocation: Invocation, ...words: string[]): Promise<number> {
  const question = words.join(' ');
  const { terminal, options } = invocation;
  await using rag = await openRag(invocation);
  return await untilSignal(async (signal) => {
    const answer = await rag.ask(question, { signal });
    if (options.json) terminal.out.prettyJson(documentOf(answer, question));
    else {
      terminal.out.print(...answer.hits.flatMap((hit, index) => describe(hit, index)));
      if (answer.hits.length === 0) terminal.out.print(line('Nothing in this project bears on that.'));
      terminal.err.print(...servedBy(answer));
    }
    return options.strict && answer.degraded ? exitCodes.strict : exitCodes.done;
  });
}

function documentOf({ hits, servedBy, degraded }: RagAnswer, question: string): object {
  return {
    version: 1,
    question,
    served_by: servedBy,
    degraded: degraded ?? null,
    hits: hits.map(({ foundBy: found_by, ...hit }) => ({ ...hit, found_by })),
  };
}

function describe({ title, text }: RagAnswer['hits'][number], index: number): readonly Line[] {
  const lines = text.trimEnd().split('\n');
  return [
    line(`${index + 1}  ${sanitizeLine(title, 160)}`, 'strong'),
    ...lines.slice(0, shownLines).map((part) => line(`     ${part.slice(0, 160)}`, 'faint')),
    ...(lines.length > shownLines ? [line(`     and ${lines.length - shownLines} more lines`, 'faint')] : []),
  ];
}

const servedBy = ({ servedBy: { name, rung }, degraded }: RagAnswer): readonly Line[] =>
  degraded
    ? [warning(`served by ${name} instead of ${degraded.from}: ${sanitizeLine(degraded.reason, 200)}`)]
    : [line(`served by ${name} (${rung})`, 'faint')];
