/**
 * What the build gate costs, each figure as the first quartile of several rounds taken in turn:
 *
 *     node tooling/bench/bench-build.ts [--rounds 15]
 *
 * 1. a command in the sandbox beside the same command within limits alone, and bare, 2. finding the gate of a project with 10 000 files,
 * 3. a whole verdict beside one run of the tests.
 */
import * as promises from 'node:fs/promises';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { execFile } from 'node:child_process';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { systemClock, systemRandom, type AppliedChange, type CallContext } from '../../packages/core/src/index.ts';
import { ProjectBuilder } from '../../packages/build/src/builder/project-builder.ts';
import { Workshop } from '../../packages/build/src/builder/workshop.ts';
import type { BaselineFacts } from '../../packages/build/src/builder/baseline-facts.ts';
import { findSandbox, fullLimits, systemProcesses } from '../../packages/process/src/index.ts';
import { roomOf } from '../../packages/build/src/run/gate-room.ts';
import { openScratch } from '../../packages/build/src/scratch/scratch.ts';

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '15' } } });
const rounds = Number(values.rounds);
const call: CallContext = { signal: new AbortController().signal, remainingMs: () => Infinity };
const scratchParent = tmpdir();
const system = { clock: systemClock, random: systemRandom, fs: promises };
const { processes, toolchain } = systemProcesses();
const workshop = new Workshop({ options: {}, ports: { ...system, processes }, toolchain, userHome: '/nonexistent', scratchParent });

/** What else runs on the machine only ever adds. */
const quartile = (numbers: readonly number[]): number => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 4)] ?? 0;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function project(files: Readonly<Record<string, string>>): Promise<string> {
  const dir = await mkdtemp(join(tmpdir(), 'artemis-bench-'));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(dir, path)), { recursive: true });
    await writeFile(join(dir, path), text);
  }
  return dir;
}

async function sandboxOverhead(): Promise<void> {
  const probe = await findSandbox({ fs: promises, processes, toolchain }, call);
  if (!probe.works) return console.log(`sandbox: left out, ${probe.reason}`);
  const dir = await project({ 'a.txt': '' });
  const walk = await workshop.walk(dir, call);
  const scratch = await openScratch({
    fs: promises,
    parentDir: scratchParent,
    projectDir: dir,
    walk,
    overlay: new Map(),
    mounts: [],
    mountable: true,
    signal: call.signal,
  });
  for (const [name, file, args] of [
    ['true', '/usr/bin/true', []],
    ['node -e 0', process.execPath, ['-e', '0']],
  ] as const) {
    const node = await toolchain.find('node', dir);
    const room = roomOf({ ...scratch.room, mounts: [...(node?.mounts ?? [])], network: false });
    const inside = await probe.sandbox.enter({ file, args, dir: '', env: { PATH: '/usr/bin' } }, room, fullLimits());
    const bare = { file, args, cwd: dir, env: { PATH: '/usr/bin' } };
    const [boxed, plain, nothing]: [number[], number[], number[]] = [[], [], []];
    for (let round = 0; round < rounds; round += 1) {
      nothing.push(await timed(() => promisify(execFile)(file, [...args], { cwd: dir, env: bare.env })));
      plain.push(await timed(() => processes.run(bare, fullLimits(), call)));
      boxed.push(await timed(() => processes.run(inside, fullLimits(), call)));
    }
    const [one, tied, other] = [quartile(boxed), quartile(plain), quartile(nothing)];
    console.log(
      `${name}: sandboxed ${one.toFixed(1)} ms, limited and tied ${tied.toFixed(1)} ms, bare ${other.toFixed(1)} ms; the sandbox over bare: ratio ${(one / other).toFixed(2)}, ${(one - other).toFixed(1)} ms`,
    );
  }
  await scratch.close();
  await rm(dir, { recursive: true });
}

async function detection(): Promise<void> {
  const files = Object.fromEntries(
    Array.from({ length: 10_000 }, (_, index) => [`src/part${index % 100}/file${index}.ts`, 'export {};\n']),
  );
  const dir = await project({ ...files, 'package.json': '{"scripts":{"test":"node --test"}}', 'services/api/go.mod': 'module x\n' });
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1)
    times.push(await timed(async () => workshop.gates(dir, await workshop.walk(dir, call), new Map())));
  const copy = await timed(async () => {
    const scratch = await openScratch({
      fs: promises,
      parentDir: scratchParent,
      projectDir: dir,
      walk: await workshop.walk(dir, call),
      overlay: new Map(),
      mounts: [],
      mountable: true,
      signal: call.signal,
    });
    await scratch.close();
  });
  console.log(`10 000 files: gates found in ${quartile(times).toFixed(0)} ms; a scratch copy made and deleted in ${copy.toFixed(0)} ms`);
  await rm(dir, { recursive: true });
}

async function verdict(): Promise<void> {
  const wrong = 'export const add = (a, b) => a - b;\n';
  const right = 'export const add = (a, b) => a + b;\n';
  const test =
    "import test from 'node:test';\nimport assert from 'node:assert';\nimport { add } from './add.js';\ntest('adds', () => assert.equal(add(2, 3), 5));\n";
  const dir = await project({ 'package.json': '{"type":"module","scripts":{"test":"node --test"}}', 'add.js': wrong });
  const builder = new ProjectBuilder(workshop, systemClock, {});
  const baseline = await builder.baseline(dir, call);
  await writeFile(join(dir, 'add.js'), right);
  await writeFile(join(dir, 'add.test.js'), test);
  const changes: AppliedChange[] = [
    { path: 'add.js', before: wrong, after: right },
    { path: 'add.test.js', before: null, after: test },
  ];
  const [runs, verdicts]: [number[], number[]] = [[], []];
  for (let round = 0; round < Math.ceil(rounds / 3); round += 1) {
    const { facts } = await builder.baseline(dir, call);
    runs.push((facts as BaselineFacts).gates[0]?.run.durationMs ?? 0);
    verdicts.push(await timed(() => builder.verify({ projectDir: dir, changes, baseline }, call)));
  }
  const [one, other] = [quartile(verdicts), quartile(runs)];
  console.log(
    `a verdict with a counterfactual run: ${one.toFixed(0)} ms; the tests alone: ${other.toFixed(0)} ms; ratio ${(one / other).toFixed(2)}`,
  );
  await builder.close();
  await rm(dir, { recursive: true });
}

await sandboxOverhead();
await detection();
await verdict();
