import { mkdir } from 'node:fs/promises';
import { Artemis } from '../../src/artemis.ts';

/**
 * Begins a run in `home`, or goes on with the one that is there, within so many milliseconds, with the model at a base URL.
 * Prints its result.
 */
const [home = '', baseUrl = '', timeout = ''] = process.argv.slice(2);
const limits = { timeoutMs: Number(timeout) };
const projectDir = `${home}/project`;
await mkdir(projectDir, { recursive: true });
const artemis = new Artemis({ models: [{ vendor: 'openai', model: 'm', baseUrl }], stateDir: `${home}/state` });
const [stored] = await artemis.runs.list();
const result = stored
  ? await artemis.resume(stored.runId, { limits })
  : await artemis.executeTask({ text: 'add two numbers', projectDir, limits });
await artemis.close();
console.log(JSON.stringify(result));
