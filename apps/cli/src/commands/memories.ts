import { ArtemisError, exitCodes } from '@artemis/core';
import type { Memory } from '@artemis/rag';
import { openLearning } from '../context/open-context.ts';
import type { Invocation } from '../invocation.ts';
import { columns } from '../terminal/columns.ts';
import { good, line, warning } from '../terminal/line.ts';

/** Characters of an id that are shown. They are enough to name it. */
const shownChars = 8;

/** `artemis memories`: the solutions that were learnt in this project, newest first, and the runs they come from. */
export async function listMemories(invocation: Invocation): Promise<number> {
  const { terminal, options, command } = invocation;
  const { rag, isOn } = await openLearning(invocation);
  await using _ = rag;
  const memories = (await rag.memories()).toSorted((one, other) => (one.provenance.acceptedAt < other.provenance.acceptedAt ? 1 : -1));
  if (options.json) {
    terminal.out.prettyJson({ version: 1, learning: isOn, memories: memories.map(documentOf) });
    return exitCodes.done;
  }
  const rows = memories.map(({ id, task, provenance }) => [id.slice(0, shownChars), provenance.acceptedAt, provenance.runId, task]);
  for (const text of columns(rows)) terminal.out.print(line(text.slice(0, 160)));
  if (memories.length === 0) terminal.out.print(line('Nothing was learnt in this project.'));
  else terminal.err.print(line(`forget one, or all of a run: ${command} memories forget <id or run>`, 'faint'));
  if (!isOn) terminal.err.print(warning('Learning is switched off: runs neither use nor add any. It is the flag enable_learning.'));
  return exitCodes.done;
}

/** `artemis memories forget <id or run…>`: forgets solutions for good. Ends with 1 when there is none of a name. */
export async function forgetMemories(invocation: Invocation, ...names: string[]): Promise<number> {
  const { terminal, options } = invocation;
  const { rag } = await openLearning(invocation);
  await using _ = rag;
  const memories = await rag.memories();
  const found = names.map((name) => ({ name, ids: idsOf(name, memories) }));
  const forgotten = [...new Set(found.flatMap(({ ids }) => ids))];
  for (const id of forgotten) await rag.forget(id);
  const unknown = found.filter(({ ids }) => ids.length === 0).map(({ name }) => name);
  if (options.json) terminal.out.prettyJson({ version: 1, forgotten, unknown });
  else {
    if (forgotten.length > 0) terminal.out.print(good(`forgotten: ${forgotten.map((id) => id.slice(0, shownChars)).join(', ')}`));
    for (const name of unknown) terminal.err.print(warning(`nothing was learnt under the name ${name.slice(0, 60)}`));
  }
  return unknown.length > 0 ? exitCodes.notAccepted : exitCodes.done;
}

/** What a name means: a run, or the beginning of one id. */
function idsOf(name: string, memories: readonly Memory[]): readonly string[] {
  const ofRun = memories.filter(({ provenance }) => provenance.runId === name).map(({ id }) => id);
  if (ofRun.length > 0) return ofRun;
  const ids = name === '' ? [] : memories.map(({ id }) => id).filter((id) => id.startsWith(name));
  if (ids.length <= 1) return ids;
  throw new ArtemisError('ARTEMIS_E_USAGE', `"${name.slice(0, 40)}" is the beginning of ${ids.length} ids.`, {
    hint: 'Write more of the id; all of it is in: artemis memories --json',
  });
}

const documentOf = ({ id, task, solution, provenance: { runId: run_id, acceptedAt: accepted_at, files } }: Memory): object => ({
  id,
  task,
  solution,
  run_id,
  accepted_at,
  files,
});
