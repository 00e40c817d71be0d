import * as promises from 'node:fs/promises';
import { systemProcesses, type CopyFileSystem, type ProcessRunner } from '@artemis/process';
import { Trees } from '../../src/tree/trees.ts';

/**
 * Makes two work trees and takes them away again, and kills itself, as the kernel would, before its nth step on the disk or its nth
 * command. It says how many there were when it was not killed. Started as a process of its own.
 */
const [projectDir = '', treesDir = '', homeDir = '', killAt = '0'] = process.argv.slice(2);
let steps = 0;

const step = (): void => {
  if (++steps === Number(killAt)) process.kill(process.pid, 'SIGKILL');
};

const fs = new Proxy<CopyFileSystem>(promises, {
  get: (target, name) => {
    const act = Reflect.get(target, name) as unknown;
    if (typeof act !== 'function') return act;
    return (...args: readonly unknown[]) => {
      step();
      return Reflect.apply(act, target, args) as unknown;
    };
  },
});

const real = systemProcesses();
const processes: ProcessRunner = {
  run: async (...args) => {
    step();
    // Killed while git is at work: its process ends with this one.
    const running = real.processes.run(...args);
    queueMicrotask(step);
    const result = await running;
    step();
    return result;
  },
};
const trees = new Trees({ fs, processes, toolchain: real.toolchain, homeDir, treesDir });
const call = { signal: new AbortController().signal, remainingMs: () => Infinity };
const opened = await Promise.all([trees.open(projectDir, call), trees.open(projectDir, call)]);
await Promise.all(opened.map((tree) => tree.close()));
console.log(steps);
