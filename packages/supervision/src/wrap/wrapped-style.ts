import { basename } from 'node:path';
import type { CallContext, Clock, DevelopRequest, Patch } from '@artemis/core';
import { fullLimits, type CopyFileSystem, type Limits, type ProcessStarter } from '@artemis/process';
import type { Workstyle } from '../team/worker.ts';
import { findGit, type GitParts } from '../tree/git.ts';
import type { Trees, WorkTree } from '../tree/trees.ts';
import { makeAgentCopy } from './agent-copy.ts';
import type { AgentRooms } from './agent-room.ts';
import { patchOfCopy } from './patch-of-copy.ts';
import { changedNothing, runAgent } from './run-agent.ts';
import type { WrappedAgent } from './wrapped-agent.ts';
import { wrappedPrompt } from './wrapped-prompt.ts';

/** What {@link wrappedStyle} needs. */
export interface WrappedParts extends GitParts {
  readonly clock: Clock;
  readonly fs: CopyFileSystem;
  readonly starter: ProcessStarter;
  readonly trees: Trees;
  readonly rooms: AgentRooms;
  readonly limits: Limits | undefined;
}

/** What was taken of the work of another agent, as it is kept. */
interface Taken {
  readonly patch: Patch;
  readonly left: readonly string[];
}

const defaultTimeoutMs = 600_000;
const placeholder = '{task}';
const mostAsked = 1_000;

/**
 * Another agent's command line as a way of working: it works in a copy of its own, and what differs afterwards is the patch. Nothing it
 * writes reaches any other place, and nothing it says counts. A resumed run does not start it again once its work was taken.
 */
export const wrappedStyle = (agent: WrappedAgent, parts: WrappedParts): Workstyle => ({
  title: `command ${basename(agent.command[0])}`,
  async develop(request, call, tree) {
    const { patch, left } = await request.once('wrapped', () => workOf(agent, parts, { request, tree }, call));
    for (const sentence of left) request.report({ type: 'warning.raised', message: sentence });
    return patch;
  },
});

async function workOf(
  agent: WrappedAgent,
  parts: WrappedParts,
  { request, tree }: { readonly request: DevelopRequest; readonly tree: WorkTree },
  call: CallContext,
): Promise<Taken> {
  const { fs, trees, rooms } = parts;
  const folder = await trees.openFolder(call);
  try {
    const copy = await makeAgentCopy(fs, tree.directory, `${folder.path}/project`, call);
    const prompt = wrappedPrompt(request);
    const [, ...written] = agent.command;
    const args = written.map((word) => word.replaceAll(placeholder, () => prompt));
    const room = { agent, args, workDir: copy.directory, installed: tree.installed, parentDir: folder.path };
    const { command, close } = await rooms.enter(room, call);
    const timeoutMs = agent.timeoutMs ?? defaultTimeoutMs;
    const limits = fullLimits(parts.limits);
    const input = written.some((word) => word.includes(placeholder)) ? '' : prompt;
    const end = await runAgent({ ...parts, command, input, limits, timeoutMs, outputBytes: limits.outputBytes }, call).finally(close);
    const ignored = (paths: readonly string[]): Promise<ReadonlySet<string>> => ignoredOf(parts, tree, paths, call);
    const { changes, left } = await patchOfCopy({ fs, copy, project: request.project, ignored }, call);
    if (changes.length === 0) throw changedNothing(end, timeoutMs);
    return { patch: { approach: `What the command of ${agent.name} has changed.`, changes }, left };
  } finally {
    await folder.close();
  }
}

/** New files that the project ignores, such as what a build makes. Git is asked in our own copy, where nobody else has written. */
async function ignoredOf(parts: WrappedParts, tree: WorkTree, paths: readonly string[], call: CallContext): Promise<ReadonlySet<string>> {
  if (tree.kind === 'copy' || paths.length === 0) return new Set();
  const git = await findGit(parts, tree.directory);
  const printed = await git?.run(tree.directory, ['check-ignore', '--no-index', '--', ...paths.slice(0, mostAsked)], call);
  return new Set(printed?.split('\n'));
}
