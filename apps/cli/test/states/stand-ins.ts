import { oneShotDeveloper, type BuildReport, type Capabilities, type OptionalCapability } from '@artemis/core';
import type { Outage } from './outage.ts';

const green: BuildReport = {
  status: 'passed',
  summary: '1 passed',
  evidence: { kind: 'fails-without-change', detail: 'shown' },
  durationMs: 1,
};
const red: BuildReport = {
  status: 'failed',
  summary: 'red',
  output: 'red: expected 3, got -1',
  evidence: { kind: 'none', detail: '' },
  durationMs: 1,
};

/** Components whose dependency is a server or a tree of processes. */
export type StoodIn = Exclude<OptionalCapability, 'reasoning' | 'review'>;

/** What stands in for the primaries whose dependencies cannot be started sixteen thousand times: it fails as they would. */
export function standIn(capability: StoodIn, outage: Outage): Capabilities[StoodIn] {
  return standIns[capability](outage);
}

const standIns: { readonly [K in StoodIn]: (outage: Outage) => Capabilities[K] } = {
  rag: (outage) => ({
    retrieve: async () => (outage.call(), [{ title: 'note', text: 'use tabs' }]),
    prompt: async () => (outage.call(), null),
  }),
  kg: (outage) => ({ related: async () => (outage.call(), [{ title: 'graph', text: 'add.js is used by sum.js' }]) }),
  build: (outage) => ({
    baseline: async () => (outage.call(), { madeBy: 'stand-in', facts: null }),
    verify: async ({ changes }) => (outage.call(), changes.some(({ after }) => after?.includes('a - b')) ? red : green),
  }),
  supervision: (outage) => ({
    async develop(request, call) {
      // It has worked for a while, and asked, when its processes die.
      const patch = await oneShotDeveloper.develop(request, call);
      outage.call();
      return patch;
    },
  }),
  mcp: (outage) => ({ tools: async () => (outage.call(), { tools: [], absent: [] }) }),
};
