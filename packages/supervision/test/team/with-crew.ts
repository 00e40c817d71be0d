import * as promises from 'node:fs/promises';
import {
  Bulkhead,
  definePlugin,
  systemClock,
  type CallContext,
  type Clock,
  type DevelopRequest,
  type Llm,
  type Patch,
  type RunResult,
  type StampedEvent,
} from '@artemis/core';
import { systemProcesses } from '@artemis/process';
import { expect } from 'vitest';
import { compete } from '../../src/team/compete.ts';
import { Crew } from '../../src/team/crew.ts';
import type { RestartLimits } from '../../src/team/restarts.ts';
import type { Worker, Workstyle } from '../../src/team/worker.ts';
import { Trees } from '../../src/tree/trees.ts';
import type { ShareLimits } from '../../src/watch/share.ts';
import { model, runTeam, type House } from '../house.ts';

/** What a scripted developer does; `start` counts from 1. */
export type Work = (request: DevelopRequest, call: CallContext, start: number) => Promise<Patch>;

export const patch = (content: string): Patch => ({ approach: 'add it', changes: [{ kind: 'write', path: 'add.js', content }] });
export const right: Work = async () => patch('right\n');
export const never: Work = () => new Promise(() => {});
export const question = { messages: [{ role: 'user', content: 'What now?' }] } as const;

/** Asks another question each time, as long as it may. */
export const curious: Work = async (request, call) => {
  for (let asked = 0; ; asked++) await request.ask({ messages: [{ role: 'user', content: `${asked}` }] }, call);
};

/** What a crew goes by. */
export interface CrewSetting {
  readonly clock?: Clock;
  /** Default: one that answers at once. */
  readonly models?: readonly Llm[];
  readonly restarts?: RestartLimits;
  readonly share?: ShareLimits;
  readonly first?: boolean;
  readonly onEvent?: (event: StampedEvent) => void;
}

/** A run whose developers work as told, under a real crew, in real copies. Below it a stand-in serves. No copy may be left. */
export async function runCrew(
  house: House,
  works: readonly Work[],
  {
    clock = systemClock,
    restarts = {},
    share = { calls: 10, tokens: 1_000 },
    first = false,
    onEvent = () => {},
    models = [model('m1', () => 'answer')],
  }: CrewSetting = {},
): Promise<{ readonly result: RunResult; readonly events: readonly StampedEvent[] }> {
  const { processes, toolchain } = systemProcesses({ searchPath: '/nowhere' });
  const trees = new Trees({ fs: promises, processes, toolchain, homeDir: house.path, treesDir: house.treesDir });
  const workers = works.map((work, index): Worker => {
    let starts = 0;
    const style: Workstyle = { title: 'scripted', develop: (request, call) => work(request, call, ++starts) };
    return { name: `dev-${index + 1}`, index, model: null, style };
  });
  const develop = async (request: DevelopRequest, call: CallContext): Promise<Patch> => {
    const gates = new Bulkhead('gates', { maxConcurrent: 1, maxQueued: 100 });
    await using crew = new Crew({ clock, trees, gates, restarts, limits: { share, stallMs: 60_000 } }, request, call);
    return await compete(crew, { request, workers, first }, call);
  };
  const lead = definePlugin({
    name: 'artemis-plugin-lead',
    apiVersion: 1,
    setup: (host) =>
      host.register('supervision', {
        primary: { name: 'scripted-lead', create: () => ({ develop }) },
        fallback: { name: 'stand-in', create: () => ({ develop: async () => patch('right, by the stand-in\n') }) },
      }),
  });
  const done = await runTeam({ house, models, clock, lead, onEvent, limits: { maxAttempts: 1 } });
  expect(await house.trees()).toEqual([]);
  return done;
}
