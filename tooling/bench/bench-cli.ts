/**
 * The command as a whole process, as ratios to `node -e 0` measured in turn with it:
 *
 *     node tooling/bench/bench-cli.ts [--json] [--rounds 15]
 *
 * The model server is scripted and answers at once, so what is measured is Artemis.
 */
import { createServer } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureProcesses, median } from './whole-process.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false }, rounds: { type: 'string', default: '15' } } });
const bin = join(import.meta.dirname, '../../apps/cli/dist/bin.js');
const answer = {
  approach: 'direct',
  implementation: { filename: 'add.js', content: 'export const add = (a, b) => a + b;\n' },
  tests: { filename: 'add.test.js', content: "import './add.js';\n" },
};

let requestBytes = 0;
let requests = 0;
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (data: Buffer) => (body += data.toString()));
  request.on('end', () => {
    requests++;
    requestBytes = Buffer.byteLength(body);
    const chunk = (delta: object, finish_reason: string | null): string =>
      `data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', created: 1, model: 'instant', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`${chunk({ role: 'assistant', content: JSON.stringify(answer) }, null)}${chunk({}, 'stop')}data: [DONE]\n\n`);
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

const home = mkdtempSync(join(tmpdir(), 'artemis-bench-home-'));
const project = mkdtempSync(join(tmpdir(), 'artemis-bench-project-'));
const env = {
  HOME: home,
  OPENAI_BASE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
  OPENAI_API_KEY: 'not-a-secret',
};
const prepare = (): void => {
  for (const name of ['add.js', 'add.test.js']) rmSync(join(project, name), { force: true });
};
const usages = await measureProcesses(
  [
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: 'artemis --version', args: [bin, '--version'], env },
    { name: 'minimal run', args: [bin, 'run', 'add two numbers', '-C', project], env: { ...env, ARTEMIS_MINIMAL_MODE: 'true' }, prepare },
    { name: 'full run', args: [bin, 'run', 'add two numbers', '-C', project], env, prepare },
  ],
  Number(values.rounds),
);
server.close();
server.closeAllConnections();

const bare = usages.get('node -e 0') ?? [];
const rows = [...usages].map(([name, runs]) => ({
  name,
  wallMs: median(runs.map(({ wallMs }) => wallMs)),
  cpuMs: median(runs.map(({ cpuMs }) => cpuMs)),
  maxRssMb: median(runs.map(({ maxRssMb }) => maxRssMb)),
  wallRatio: median(runs.map(({ wallMs }, round) => wallMs / (bare[round]?.wallMs ?? Number.NaN))),
  cpuRatio: median(runs.map(({ cpuMs }, round) => cpuMs / (bare[round]?.cpuMs ?? Number.NaN))),
}));
if (values.json) console.log(JSON.stringify({ node: process.version, rounds: Number(values.rounds), requestBytes, requests, rows }));
else {
  console.table(
    Object.fromEntries(
      rows.map(({ name, ...figures }) => [
        name,
        Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, Number(value.toFixed(2))])),
      ]),
    ),
  );
  console.log(`last request: ${requestBytes} bytes; ${requests} requests in ${Number(values.rounds) + 1} rounds of two runs`);
}
