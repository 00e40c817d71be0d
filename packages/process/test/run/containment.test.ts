import { execFileSync } from 'node:child_process';
import { statfs } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { missing, survivors } from '@artemis/tooling-testkit';
import { describe, expect, it } from 'vitest';
import { killOnce } from '../killed-host.ts';
import { inSandbox } from '../room.ts';

const gone = async (word: string): Promise<number[]> => {
  await expect.poll(() => survivors(word), { timeout: 5_000 }).toEqual([]);
  return survivors(word);
};

describe.skipIf(missing(['bwrap'], 'containment'))('a command that behaves badly (needs bwrap)', { timeout: 120_000 }, () => {
  it('B03: is ended at its time limit with everything it started', async () => {
    const script = `import { spawn } from 'node:child_process';\nspawn('sleep', ['987.61'], { detached: true, stdio: 'ignore' }).unref();\nspawn('setsid', ['sh', '-c', 'sleep 987.61 & sleep 987.61'], { stdio: 'ignore' });\nconsole.log('started');\nsetInterval(() => {}, 1000);\n`;
    const result = await inSandbox(script, { wallMs: 2_000 });
    expect(result).toMatchObject({ ending: 'time-limit', exitCode: null });
    expect(result.output).toContain('started');
    expect(await gone('987.61')).toEqual([]);
  });

  it('B04: is ended when it prints without end, and only the two ends of its output are kept', async () => {
    const rssBefore = process.memoryUsage().rss;
    const result = await inSandbox(
      `const line = 'y'.repeat(65_535) + '\\n';\nfor (;;) await new Promise((done) => process.stdout.write(line, done));\n`,
      { outputBytes: 16 * 1024 ** 2 },
    );
    expect(result).toMatchObject({ ending: 'output-limit', cut: true });
    expect(result.output.length).toBeLessThan(5 * 1024 ** 2);
    expect(process.memoryUsage().rss - rssBefore).toBeLessThan(200 * 1024 ** 2);
  });

  it('B05: cannot bomb the host with processes', async () => {
    const script = `import { spawn } from 'node:child_process';\nlet refused = 0;\nfor (let i = 0; i < 300; i++) spawn('sleep', ['986.62'], { stdio: 'ignore' }).on('error', () => refused++);\nsetTimeout(() => { console.log('refused ' + refused); process.exit(3); }, 1500);\n`;
    const result = await inSandbox(script, { processes: 100, wallMs: 20_000 });
    expect(result.ending).toBe('process-limit');
    expect(await gone('986.62')).toEqual([]);
    expect(execFileSync('true').length).toBe(0);
  });

  it('B06: is ended when all its processes together use too much memory', async () => {
    const script = `const kept = [];\nfor (;;) { kept.push(Buffer.alloc(32 * 1024 ** 2, 1)); await new Promise((done) => setTimeout(done, 5)); }\n`;
    const result = await inSandbox(script, { memoryBytes: 400 * 1024 ** 2, wallMs: 60_000 });
    expect(result.exitCode).not.toBe(0);
    expect(['memory-limit', 'signalled', 'exited']).toContain(result.ending);
  });

  it('B07: fills at most the room it has been given', async () => {
    const script = `import { closeSync, openSync, writeSync } from 'node:fs';\nconst block = Buffer.alloc(16 * 1024 ** 2, 1);\nconst fd = openSync('/tmp/fill', 'w');\nfor (;;) { try { writeSync(fd, block); } catch (error) { console.log(error.code); break; } }\ncloseSync(fd);\n`;
    const before = await statfs(tmpdir());
    const result = await inSandbox(script, { fileBytes: 8 * 1024 ** 3 });
    expect(result.output).toContain('ENOSPC');
    const after = await statfs(tmpdir());
    expect((before.bavail - after.bavail) * before.bsize).toBeLessThan(512 * 1024 ** 2);
  });

  it('B07: is ended when it fills the disk below the project', async () => {
    const script = `import { writeFileSync } from 'node:fs';\nconst block = Buffer.alloc(32 * 1024 ** 2, 1);\nfor (let i = 0; ; i++) { writeFileSync('fill' + i, block); await new Promise((done) => setTimeout(done, 10)); }\n`;
    expect(await inSandbox(script, { diskBytes: 512 * 1024 ** 2, wallMs: 60_000 })).toMatchObject({ ending: 'disk-limit' });
  });

  it('B10: leaves no daemon behind when it has ended by itself', async () => {
    const script = `import { spawn } from 'node:child_process';\nspawn('setsid', ['sh', '-c', '(sleep 985.63 &) ; exit 0'], { detached: true, stdio: 'inherit' }).unref();\nsetTimeout(() => process.exit(0), 300);\n`;
    expect(await inSandbox(script)).toMatchObject({ ending: 'exited', exitCode: 0 });
    expect(await gone('985.63')).toEqual([]);
  });

  it('B13: reads nothing from standard input', async () => {
    const result = await inSandbox(`process.stdin.on('end', () => console.log('end of input')).resume();\n`, { wallMs: 20_000 });
    expect(result).toMatchObject({ ending: 'exited', exitCode: 0 });
    expect(result.output).toContain('end of input');
  });

  it('B08: has no network, not even the loopback of the host', async () => {
    const { createServer } = await import('node:net');
    let connections = 0;
    const server = createServer(() => void (connections += 1)).listen(0, '127.0.0.1');
    await new Promise((resolve) => void server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : 0;
    const script = `import { connect } from 'node:net';\nconnect(${port}, '127.0.0.1').on('connect', () => console.log('connected')).on('error', (error) => console.log(error.code));\n`;
    const result = await inSandbox(script, { wallMs: 20_000 });
    server.close();
    expect(result.output).toContain('ECONNREFUSED');
    expect(connections).toBe(0);
  });

  it('ends with the call that it is part of', async () => {
    const controller = new AbortController();
    const running = inSandbox(`setInterval(() => {}, 1000); // 984.64\n`, {}, controller.signal);
    setTimeout(() => controller.abort(new Error('cancelled')), 700);
    await expect(running).rejects.toThrow('cancelled');
  });

  it('ends with Artemis, also when that is killed', async () => {
    const script =
      "import { spawn } from 'node:child_process'; spawn('setsid', ['sleep', '983.65'], { detached: true }); setInterval(() => {}, 1000);";
    await killOnce(
      '983.65',
      `import { inSandbox } from '${join(import.meta.dirname, '..', 'room.ts')}';\nawait inSandbox(${JSON.stringify(script)});\n`,
    );
    expect(await gone('983.65')).toEqual([]);
  });
});
