import type { GlobalOptions } from '../../src/global-options.ts';

/** A command line on which nothing was said. */
export const nothingSaid: GlobalOptions = {
  cwd: '/',
  json: false,
  strict: undefined,
  profile: undefined,
  config: undefined,
  models: [],
  timeoutMs: undefined,
  retention: {},
  quiet: false,
  verbose: false,
  input: true,
  switches: new Set(),
  review: {},
  run: { wait: false, lockTests: false, requireReview: false, limits: {}, build: {} },
};
