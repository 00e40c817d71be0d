import { Bulkhead, type CallContext, type DevelopRequest, type Feedback, type Patch } from '@artemis/core';
import type { Candidate } from '../choice/candidate.ts';
import { standingOf } from '../choice/standing.ts';
import type { Assignment } from '../team/assignment.ts';
import { candidatesOf, nothingMade } from '../team/compete.ts';
import type { Crew } from '../team/crew.ts';
import type { Ended } from '../team/ended.ts';
import type { Worker } from '../team/worker.ts';
import { boundsOf } from './bounds.ts';
import { MergeQueue } from './merge-queue.ts';
import { taskOfPart } from './task-of-part.ts';
import type { Part } from './part.ts';

/** A task that was split, and who does it. */
export interface SplitTask {
  readonly request: DevelopRequest;
  readonly workers: readonly Worker[];
  readonly parts: readonly Part[];
}

/** A part that is to be developed again, on top of what was joined without it. */
interface Requeued {
  readonly index: number;
  readonly feedback: Feedback;
}

/**
 * Lets each part be done by a developer of its own, and joins them in their order. A part that breaks what was joined before it is
 * done once more on top of that. What could not be done or joined is missing in the patch, and named there.
 *
 * @throws SupervisionError `ARTEMIS_E_NO_PATCH` when nothing could be joined; what ends the run as a whole.
 */
export async function developParts(crew: Crew, task: SplitTask, call: CallContext): Promise<Patch> {
  const { request, workers, parts } = task;
  const places = new Bulkhead('supervision.parts', { maxConcurrent: workers.length, maxQueued: parts.length });
  const work = parts.map((_, index) => places.execute(() => crew.employ(assignmentOf(task, index))));
  const queue = new MergeQueue(await crew.openBranch('joined'), request.project);
  const done = new Map<number, Candidate>();
  const again: Requeued[] = [];
  const ends: Ended[] = [];
  for (const [index, working] of work.entries()) {
    const end = await working;
    ends.push(end);
    for (const candidate of wholeWorkOf(end)) {
      const feedback = await join(queue, candidate, call);
      if (feedback) again.push({ index, feedback });
      else done.set(index, candidate);
    }
  }
  for (const requeued of again) {
    const end = await crew.employ(assignmentAgain(task, requeued, queue));
    ends.push(end);
    for (const candidate of wholeWorkOf(end)) {
      const { kind } = await queue.merge(candidate.patch, call);
      if (kind === 'merged') done.set(requeued.index, candidate);
    }
  }
  call.signal.throwIfAborted();
  if (done.size === 0) throw nothingMade(ends);
  return joined(task, queue, done);
}

/** A part that was stopped on its way is done only where the gate has shown it: others build on it. */
const wholeWorkOf = (end: Ended): readonly Candidate[] =>
  candidatesOf([end]).filter((candidate) => candidate.endedBy === undefined || standingOf(candidate) === 'passed');

/** @returns Why the part has to be done again; `undefined` when it was joined. */
async function join(queue: MergeQueue, { patch }: Candidate, call: CallContext): Promise<Feedback | undefined> {
  const conflicts = queue.conflicts(patch);
  if (conflicts.length > 0)
    return { reason: `Another developer has made these files too, and they are there now: ${conflicts.join(', ')}.` };
  const { kind, report } = await queue.merge(patch, call);
  if (kind === 'merged') return undefined;
  return {
    reason: `Joined with the parts of the other developers, which are there now, your part broke:\n${report.summary}\n${report.output ?? ''}`,
    build: report,
  };
}

function assignmentOf({ request, workers, parts }: SplitTask, index: number): Assignment & { readonly part: Part } {
  const part = parts[index] as Part;
  const worker = workers[index % workers.length] as Worker;
  return {
    part,
    worker: { ...worker, name: `part-${index + 1}`, index },
    request: { ...request, task: taskOfPart(request.task, part), plan: { ...request.plan, steps: [{ title: part.title }] } },
    bounds: boundsOf(part, parts, request.project),
  };
}

function assignmentAgain(task: SplitTask, { index, feedback }: Requeued, queue: MergeQueue): Assignment {
  const { worker, request, ...rest } = assignmentOf(task, index);
  return {
    ...rest,
    worker: { ...worker, name: `${worker.name}-again` },
    request: { ...request, feedback },
    begun: { approach: 'What others have made.', changes: queue.changes },
  };
}

function joined({ request, parts }: SplitTask, queue: MergeQueue, done: ReadonlyMap<number, Candidate>): Patch {
  const missing = parts.filter((_, index) => !done.has(index)).map(({ title }) => title);
  const candidates = [...done].toSorted(([one], [other]) => one - other).map(([, candidate]) => candidate);
  const models = new Set(candidates.map(({ worker }) => worker.model));
  const [model = null] = models;
  request.report({
    type: 'developer.chosen',
    developer: candidates.map(({ name }) => name).join(', '),
    model: models.size === 1 ? model : null,
    reason: `${candidates.length} of ${parts.length} parts joined, each judged with those before it`,
  });
  for (const title of missing) request.report({ type: 'warning.raised', message: `This part of the task is missing: ${title}` });
  return {
    approach: candidates.map(({ patch }) => patch.approach).join('\n'),
    changes: queue.changes,
    ...(missing.length > 0 && { missing }),
  };
}
