import type { Task } from '@artemis/core';
import type { Part } from './part.ts';

/** The task as the developer of one part gets it. */
export const taskOfPart = (task: Task, { title, files }: Part): Task => ({
  ...task,
  text: `${task.text}

This task is split among several developers who work at the same time. Do only this part of it: ${title}
Your files: ${files.join(', ')}
You may also add files that nobody has. Whatever else you change is not written: it belongs to the others, who do their parts themselves.`,
});
