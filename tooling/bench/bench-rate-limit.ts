/**
 * Eight developers against a server that allows few requests a second, as a whole process over a real socket:
 *
 *     pnpm build && node tooling/bench/bench-rate-limit.ts [--per-second 2] [--questions 10]
 *
 * The model is scripted: an agent writes another file after each question; one that answers once does so. What is measured lies between
 * the first request and the last answer; the optimum is a crowd that never asks too early. Exits with 1 when a developer fails.
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { faultServer, replies, type Reply } from '../testkit/src/index.ts';

const { values } = parseArgs({ options: { 'per-second': { type: 'string', default: '2' }, questions: { type: 'string', default: '10' } } });
const [perSecond, questions] = [Number(values['per-second']), Number(values.questions)];
const bin = join(import.meta.dirname, '../../apps/cli/dist/bin.js');

const work = JSON.stringify({
  approach: 'add two numbers',
  implementation: { filename: 'add.txt', content: 'done\n' },
  tests: { filename: 'add-test.txt', content: 'done\n' },
});
const answeredAtMs: number[] = [];
const askedAtMs: number[] = [];
const refusal = replies.body(429, { error: { message: 'slow down' } });

/** Whether an agent asks, and what it has looked at so far. */
interface Asked {
  readonly tools?: readonly unknown[];
  readonly messages: readonly { readonly role: string }[];
}

const limited: Reply = {
  name: 'limited',
  send(response, request) {
    const nowMs = performance.now();
    askedAtMs.push(nowMs);
    if (answeredAtMs.filter((atMs) => atMs > nowMs - 1_000).length >= perSecond) return refusal.send(response, request);
    answeredAtMs.push(nowMs);
    const { tools, messages } = JSON.parse(request.body) as Asked;
    const written = messages.filter(({ role }) => role === 'tool').length;
    const isDone = written >= questions - 1;
    const [name, input] = isDone ? ['finish', { summary: 'Done.' }] : ['write', { path: `step-${written}.txt`, content: 'done\n' }];
    replies.streamed(tools ? { toolCalls: [{ name, arguments: JSON.stringify(input) }] } : work).send(response, request);
  },
};

const home = mkdtempSync(join(tmpdir(), 'artemis-bench-rate-'));
const project = join(home, 'project');
mkdirSync(project);
await using server = await faultServer([limited]);
const env = { PATH: process.env['PATH'], HOME: home, OPENAI_BASE_URL: server.baseUrl, OPENAI_API_KEY: 'not-a-secret' };
const child = spawn(process.execPath, [bin, 'run', '--developers', '8', '--json', 'add two numbers', '-C', project], {
  env,
  stdio: ['ignore', 'pipe', 'ignore'],
});
const events = (await text(child.stdout))
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Readonly<Record<string, unknown>>);
rmSync(home, { recursive: true, force: true });

const failed = events.filter(({ type, outcome }) => type === 'developer.ended' && outcome === 'failed');
const tookMs = (answeredAtMs.at(-1) ?? 0) - (askedAtMs[0] ?? 0);
const bestMs = ((answeredAtMs.length - perSecond) / perSecond) * 1_000;
console.log(`${answeredAtMs.length} answers, ${askedAtMs.length - answeredAtMs.length} refusals, ${failed.length} developers failed`);
console.log(`${(tookMs / 1_000).toFixed(1)} s, the best is ${(bestMs / 1_000).toFixed(1)} s: ${(tookMs / bestMs).toFixed(2)}`);
if (failed.length > 0 || answeredAtMs.length < 8) process.exitCode = 1;
