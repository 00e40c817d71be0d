import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { socketLocks } from '../../src/ports/socket-locks.ts';

const script = fileURLToPath(new URL('hold-lock.ts', import.meta.url));

describe('socketLocks', () => {
  const children: ChildProcess[] = [];
  const name = (): string => `socket-locks-test-${process.pid}-${children.length}`;
  afterEach(() => {
    for (const child of children) child.kill('SIGKILL');
  });

  async function contend(lock: string): Promise<{ readonly child: ChildProcess; readonly answer: string }> {
    const child = spawn(process.execPath, [script, lock], { stdio: ['ignore', 'pipe', 'inherit'] });
    children.push(child);
    const [data] = await once(child.stdout, 'data');
    return { child, answer: String(data).trim() };
  }

  it('K06: of several processes exactly one gets the lock, and the others learn who has it', async () => {
    const lock = name();
    const contenders = await Promise.all(Array.from({ length: 4 }, () => contend(lock)));
    expect(contenders.map(({ answer }) => answer).toSorted()).toEqual(['held', 'refused', 'refused', 'refused']);
    const holder = contenders.find(({ answer }) => answer === 'held')?.child;
    expect(await socketLocks.acquire(lock)).toMatchObject({ holder: { pid: holder?.pid } });
  });

  it('K07: a lock is free at once when its holder was killed', async () => {
    const lock = name();
    const { child, answer } = await contend(lock);
    expect(answer).toBe('held');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const taken = await socketLocks.acquire(lock);
    expect(taken).toHaveProperty('lock');
    if ('lock' in taken) await taken.lock.release();
  });

  it('K07: a lock is not taken from a holder that was stopped', async () => {
    const lock = name();
    const { child } = await contend(lock);
    child.kill('SIGSTOP');
    expect(await socketLocks.acquire(lock)).toEqual({ holder: null });
  });
});
