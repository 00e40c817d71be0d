import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { isRoot, nobody, sourceLoader, survivors } from '@artemis/tooling-testkit';

/** Runs a module in a process of its own and kills that as soon as a process runs whose command line holds `word`. */
export async function killOnce(word: string, module: string, user: 'this' | 'ordinary' = 'this'): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'artemis-kill-'));
  // Whoever runs it makes its temporary files there.
  await chmod(dir, 0o777);
  try {
    await writeFile(join(dir, 'loader.mjs'), sourceLoader);
    await writeFile(join(dir, 'host.ts'), module);
    const host = spawn(process.execPath, ['--import', join(dir, 'loader.mjs'), join(dir, 'host.ts')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, HOME: dir, TMPDIR: dir },
      ...(user === 'ordinary' && isRoot && { uid: nobody, gid: nobody }),
    });
    let errors = '';
    host.stderr.on('data', (chunk: Buffer) => void (errors += chunk.toString()));
    await expect.poll(() => survivors(word).length + errors.length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(errors).toBe('');
    const gone = once(host, 'exit');
    host.kill('SIGKILL');
    await gone;
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}
