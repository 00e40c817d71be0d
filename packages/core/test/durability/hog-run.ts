import { definePlugin } from '@artemis/core';
import { startOrResume, threeStageArtemis } from './three-stage-run.ts';

/** Works on a run whose reviewer takes more and more memory, until there is no more. */
const [home = ''] = process.argv.slice(2);
const artemis = threeStageArtemis(home);
await artemis.loadPlugin(
  definePlugin({
    name: 'artemis-plugin-hog',
    apiVersion: 1,
    setup: (host) =>
      host.register('review', {
        primary: { name: 'hog', create: () => ({ review: takeAll }) },
        fallback: { name: 'none', create: () => Promise.reject(new Error('not needed')) },
      }),
  }),
);
await startOrResume(artemis, home);

async function takeAll(): Promise<never> {
  const taken: object[] = [];
  for (;;) taken.push(Array.from({ length: 10_000 }, (_, index) => ({ index })));
}
