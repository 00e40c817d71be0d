import { definePlugin, openAiModel, type Plugin } from '@artemis/core';

/** Vendor of the scripted models. */
export const demoVendor = 'demo';

/**
 * Real clients with a real breaker for the scripted models. Only its numbers are the demo's: it opens on the second failure
 * and looks after the model four times a second, so that nobody waits long for the end of the story.
 */
export const demoVendorPlugin = (): Plugin =>
  definePlugin({
    name: 'artemis-plugin-demo-models',
    apiVersion: 1,
    setup(host) {
      host.registerModelVendor(demoVendor, (settings) => ({
        ...openAiModel(settings),
        retry: { maxAttempts: 2, firstWaitMs: 300 },
        breaker: {
          trip: { consecutive: 2 },
          open: { waitMs: 60_000 },
          probe: { everyMs: 250, check: ({ signal }) => isThere(`${settings.baseUrl ?? ''}/models`, signal) },
        },
      }));
    },
  });

async function isThere(url: string, signal: AbortSignal): Promise<void> {
  const response = await fetch(url, { signal });
  await response.body?.cancel();
}
