/**
 * The command as a whole process, as ratios to `node -e 0` measured in turn with it:
 *
 *     node tooling/bench/bench-cli.ts [--json] [--rounds 15]
 *
 * The model server is scripted and answers at once, so what is measured is Artemis.
 */
import { createServer } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
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

let firstRequestBytes = 0;
let requests = 0;

/** What the model says: its files at once, or by tools in three requests when it is addressed as `/agent`. */
function reply(url: string, body: string): { readonly delta: object; readonly finish: string } {
  if (!url.startsWith('/agent')) return { delta: { role: 'assistant', content: JSON.stringify(answer) }, finish: 'stop' };
  const { messages } = JSON.parse(body) as { messages: readonly { readonly role: string }[] };
  const done = messages.filter(({ role }) => role === 'tool').length;
  if (done === 0) firstRequestBytes = Buffer.byteLength(body);
  const file = [answer.implementation, answer.tests][done];
  const call = file
    ? { name: 'write', arguments: JSON.stringify({ path: file.filename, content: file.content }) }
    : { name: 'finish', arguments: JSON.stringify({ summary: answer.approach }) };
  return {
    delta: { role: 'assistant', tool_calls: [{ index: 0, id: `call_${done}`, type: 'function', function: call }] },
    finish: 'tool_calls',
  };
}

const server = createServer((request, response) => {
  let body = '';
  request.on('data', (data: Buffer) => (body += data.toString()));
  request.on('end', () => {
    requests++;
    const { delta, finish } = reply(request.url ?? '', body);
    const chunk = (part: object, finish_reason: string | null): string =>
      `data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', created: 1, model: 'instant', choices: [{ index: 0, delta: part, finish_reason }] })}\n\n`;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.end(`${chunk(delta, null)}${chunk({}, finish)}data: [DONE]\n\n`);
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;

const home = mkdtempSync(join(tmpdir(), 'artemis-bench-home-'));
const project = mkdtempSync(join(tmpdir(), 'artemis-bench-project-'));
const env = {
  HOME: home,
  OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
  OPENAI_API_KEY: 'not-a-secret',
};
const withoutGate = join(home, 'flags.json');
writeFileSync(withoutGate, '{"enable_build": false}');
const agentEnv = { ...env, OPENAI_BASE_URL: `http://127.0.0.1:${port}/agent/v1`, ARTEMIS_FEATURE_FLAGS: withoutGate };
const prepare = (): void => {
  for (const name of ['add.js', 'add.test.js']) rmSync(join(project, name), { force: true });
};
const usages = await measureProcesses(
  [
    { name: 'node -e 0', args: ['-e', '0'] },
    { name: 'artemis --version', args: [bin, '--version'], env },
    { name: 'minimal run', args: [bin, 'run', 'add two numbers', '-C', project], env: { ...env, ARTEMIS_MINIMAL_MODE: 'true' }, prepare },
    { name: 'agent run of three requests', args: [bin, 'run', 'add two numbers', '-C', project], env: agentEnv, prepare },
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
if (values.json) console.log(JSON.stringify({ node: process.version, rounds: Number(values.rounds), firstRequestBytes, requests, rows }));
else {
  console.table(
    Object.fromEntries(
      rows.map(({ name, ...figures }) => [
        name,
        Object.fromEntries(Object.entries(figures).map(([key, value]) => [key, Number(value.toFixed(2))])),
      ]),
    ),
  );
  console.log(`first request of the agent: ${firstRequestBytes} bytes; ${requests} requests in ${Number(values.rounds) + 1} rounds`);
}
