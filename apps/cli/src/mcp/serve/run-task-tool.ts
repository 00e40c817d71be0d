import { setTimeout as wait } from 'node:timers/promises';
import { ArtemisError } from '@artemis/core';
import { z } from 'zod';
import type { Invocation } from '../../invocation.ts';
import { progressOf } from './progress-of.ts';
import { endedDocument, runningDocument } from './run-document.ts';
import { folderInside } from './served-folder.ts';
import type { ServedTool } from './served-tool.ts';
import type { TaskDesk } from './task-desk.ts';

/** Most programs give up on a call after a minute, so a run that takes longer is asked for again. */
const defaultWaitSeconds = 50;

const order = z.object({
  task: z.string().trim().min(1).max(20_000).describe('What to do, with everything needed to do it.'),
  folder: z.string().max(1_000).default('.').describe('Project folder, relative to the folder that is served.'),
  wait_seconds: z.number().min(0).max(3_600).default(defaultWaitSeconds).describe('How long to wait for the end of the run.'),
  timeout_minutes: z.number().positive().max(1_440).optional().describe('Longest the run may take.'),
  max_cost_usd: z.number().positive().max(1_000_000).optional().describe('Most money the run may spend.'),
});

/** Does a task in the served folder, and waits for it for a while. Whoever cancels the call stops the run. */
export const runTaskTool = ({ env }: Invocation, desk: TaskDesk, served: string): ServedTool<z.output<typeof order>> => ({
  name: 'run_task',
  description:
    'Do a coding task in the served folder: change files, run the tests, report what was done. One task at a time. When it takes longer than wait_seconds, the answer says "running": ask for its status.',
  input: order,
  readOnly: false,
  async answer({ task, folder, wait_seconds: waitSeconds, timeout_minutes: minutes, max_cost_usd: maxCostUsd }, context) {
    if (env['ARTEMIS_INSIDE_RUN']) throw insideRun();
    const limits = { ...(minutes !== undefined && { timeoutMs: minutes * 60_000 }), ...(maxCostUsd !== undefined && { maxCostUsd }) };
    const ticket = desk.begin({ text: task, projectDir: await folderInside(served, folder), ...limits }, progressOf(context));
    const { signal } = context.mcpReq;
    const cancel = (): void => void desk.stop('Whoever ordered the task has cancelled it.');
    signal.addEventListener('abort', cancel, { once: true });
    try {
      const result = await Promise.race([ticket.done, wait(waitSeconds * 1_000, null, { ref: false })]);
      return result ? endedDocument(result) : runningDocument(ticket);
    } finally {
      signal.removeEventListener('abort', cancel);
    }
  },
});

const insideRun = (): ArtemisError =>
  new ArtemisError('ARTEMIS_E_USAGE', 'This server was started by a run of Artemis, and such a run orders no further runs.', {
    hint: 'Take Artemis out of the MCP servers that it uses itself.',
  });
