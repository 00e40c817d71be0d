import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { survivors } from './survivors.ts';

const packages = join(import.meta.dirname, '..', '..');

/** Makes Node.js read the sources of the workspace packages. */
export const sourceLoader = `import { registerHooks } from 'node:module';
registerHooks({ resolve(name, context, next) { const own = /^@artemis\\/(core|process)$/.exec(name); return own ? { url: 'file://${packages}/' + own[1] + '/src/index.ts', shortCircuit: true } : next(name, context); } });
`;

/** Runs a module in a process of its own and kills that as soon as a process whose command line holds `word` runs below it. */
export async function killOnce(word: string, module: string, env: Readonly<Record<string, string>> = {}): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'artemis-kill-'));
  try {
    await writeFile(join(dir, 'loader.mjs'), sourceLoader);
    await writeFile(join(dir, 'host.ts'), module);
    const host = spawn(process.execPath, ['--import', join(dir, 'loader.mjs'), join(dir, 'host.ts')], {
      stdio: ['ignore', 'ignore', 'pipe'],
      env: { ...process.env, ...env },
    });
    let errors = '';
    host.stderr.on('data', (chunk: Buffer) => void (errors += chunk.toString()));
    await expect.poll(() => survivors(word).length + errors.length, { timeout: 20_000 }).toBeGreaterThan(0);
    expect(errors).toBe('');
    const gone = once(host, 'exit');
    host.kill('SIGKILL');
    await gone;
  } finally {
    await rm(dir, { recursive: true });
  }
}
