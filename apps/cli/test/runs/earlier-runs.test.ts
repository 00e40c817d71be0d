import type { RunFailure, RunResult, RunStatus, StoredRun } from '@artemis/core';
import { expect, it } from 'vitest';
import { earlierRuns } from '../../src/runs/earlier-runs.ts';

const error: RunFailure = { code: 'ARTEMIS_E_BUDGET', message: 'no money', hint: 'more' };

function stored(text: string, status: RunStatus, strategy?: string, failure?: RunFailure): StoredRun {
  const result = { status, ...(strategy !== undefined && { plan: { strategy, steps: [] } }), ...(failure && { error: failure }) };
  const task = { text, projectDir: '/project' };
  return {
    runId: 'abcdef',
    directory: '',
    startedAt: null,
    endedAt: null,
    damage: null,
    problem: null,
    task,
    result: result as unknown as RunResult,
  };
}

it('K74: tells of the runs that a gate has judged, and of no others', async () => {
  const runs = [
    stored('one', 'succeeded', 'plain'),
    stored('two', 'failed', 'self-check (auto: 80 words)'),
    stored('three', 'unverified', 'plain'),
    stored('four', 'failed', 'plain', error),
    stored('five', 'deferred', 'plain', error),
    stored('six', 'succeeded'),
    { ...stored('seven', 'succeeded', 'plain'), result: null },
    { ...stored('eight', 'succeeded', 'plain'), task: null },
  ];
  expect(await earlierRuns({ list: async () => runs })).toEqual([
    { taskText: 'one', strategy: 'plain', succeeded: true },
    { taskText: 'two', strategy: 'self-check (auto: 80 words)', succeeded: false },
  ]);
});
