import type { BuildOptions } from '@artemis/build';
import type { BuildReport } from '@artemis/core';
import { verdictOn, type Files } from '../build-project.ts';

interface Asked {
  readonly runs: readonly { readonly project: Files; readonly options: BuildOptions }[];
  readonly fix: Files;
}

// Local names are asked for by the proxy too, as names of the world are.
const env = { NO_PROXY: '', no_proxy: '' };

const { runs, fix } = JSON.parse(process.argv[2] ?? '') as Asked;
const reports: BuildReport[] = [];
for (const { project, options } of runs) reports.push(await verdictOn(project, fix, { env, ...options }));
console.log(`judged ${JSON.stringify(reports)}`);
