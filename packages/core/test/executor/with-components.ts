import type { Artemis } from '../../src/artemis.ts';
import type { Capabilities, OptionalCapability } from '../../src/capability/capabilities.ts';
import type { Implementation } from '../../src/component/component.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import type { BuildReport } from '../../src/task/build-report.ts';

/** The primary of each capability, whole or as its instance; the fallback of each is down, unless one is named. */
export type Primaries = { readonly [K in OptionalCapability]?: Capabilities[K] | Implementation<Capabilities[K]> };

/** A gate that passes, and has shown that it can fail. */
export const green: BuildReport = {
  status: 'passed',
  summary: '1 passed',
  evidence: { kind: 'fails-without-change', detail: 'shown' },
  durationMs: 1,
};

/** A gate that fails with this output. */
export const red = (output: string): BuildReport => ({
  status: 'failed',
  summary: 'red',
  output,
  evidence: { kind: 'none', detail: '' },
  durationMs: 1,
});

/** A builder that gives these reports in order; the last one repeats. */
export function builder(...script: readonly BuildReport[]): Capabilities['build'] {
  let calls = 0;
  return {
    baseline: async () => ({ madeBy: 'scripted', facts: null }),
    verify: async () => script[Math.min(calls++, script.length - 1)] ?? green,
  };
}

/** Registers these primaries with an Artemis. */
export async function plug(artemis: Artemis, primaries: Primaries): Promise<void> {
  const plugin = definePlugin({
    name: 'artemis-plugin-parts',
    apiVersion: 1,
    setup(host) {
      for (const capability of Object.keys(primaries) as OptionalCapability[]) {
        const given = primaries[capability];
        const primary = given !== undefined && 'create' in given ? given : { name: `${capability}-primary`, create: () => given };
        host.register(capability, {
          primary,
          fallback: { name: `${capability}-fallback`, create: () => Promise.reject(new Error('down')) },
        } as never);
      }
    },
  });
  const report = await artemis.loadPlugin(plugin);
  if (report.status !== 'loaded') throw report.error;
}
