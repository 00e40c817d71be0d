import { execFileSync } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Workspace } from '../../src/workspace/workspace.ts';
import { putFile, temporaryProject } from './temporary-project.ts';

describe('Workspace.read', () => {
  it('gives the text of a file, and null when there is none', async () => {
    const workspace = await Workspace.open(temporaryProject({ 'src/a.ts': '\ufeffé\r\n' }));
    await expect(workspace.read('src/a.ts')).resolves.toBe('\ufeffé\r\n');
    await expect(workspace.read('src/b.ts')).resolves.toBeNull();
    await expect(workspace.read('no/such/folder')).resolves.toBeNull();
    await expect(workspace.read('src/a.ts/below')).resolves.toBeNull();
  });

  it.each(['../outside', '/etc/passwd', 'a/../../outside', 'C:\\x', '.git/config', '.env', 'src/.artemis/x'])(
    'S01: refuses %j',
    async (path) => {
      const project = temporaryProject({ '.env': 'KEY=secret', '.git/config': 'x' });
      writeFileSync(join(project.base, 'outside'), 'secret');
      const workspace = await Workspace.open(project);
      await expect(workspace.read(path)).rejects.toMatchObject({ code: 'ARTEMIS_E_PATH_REFUSED' });
    },
  );

  it('S07: follows no link, neither of the file nor of a folder on the way', async () => {
    const project = temporaryProject();
    mkdirSync(join(project.base, 'out'));
    writeFileSync(join(project.base, 'out/secret'), 'secret');
    symlinkSync('../out/secret', join(project.root, 'file'));
    symlinkSync('../out', join(project.root, 'dir'));
    const workspace = await Workspace.open(project);
    await expect(workspace.read('file')).rejects.toMatchObject({ code: 'ARTEMIS_E_PATH_REFUSED', facts: { rule: 'link' } });
    await expect(workspace.read('dir/secret')).rejects.toMatchObject({ code: 'ARTEMIS_E_PATH_REFUSED', facts: { rule: 'link' } });
  });

  it('F08: refuses a folder and a pipe without waiting for a writer', async () => {
    const project = temporaryProject({ 'folder/a': 'x' });
    execFileSync('mkfifo', [join(project.root, 'pipe')]);
    const workspace = await Workspace.open(project);
    await expect(workspace.read('folder')).rejects.toMatchObject({ facts: { rule: 'not-a-file' } });
    await expect(workspace.read('pipe')).rejects.toMatchObject({ facts: { rule: 'not-a-file' } });
  });

  it('F12: refuses a 5 GB file, a binary one and broken UTF-8, and reads 2 MiB', async () => {
    const project = temporaryProject({ limit: 'x'.repeat(2 * 1_024 * 1_024) });
    execFileSync('truncate', ['-s', '5G', join(project.root, 'huge')]);
    putFile(project.root, 'binary', Uint8Array.of(0, 1));
    putFile(project.root, 'latin1', Uint8Array.of(0xfc));
    const workspace = await Workspace.open(project);
    for (const path of ['huge', 'binary', 'latin1'])
      await expect(workspace.read(path)).rejects.toMatchObject({ code: 'ARTEMIS_E_FILE_UNREADABLE', facts: { path } });
    await expect(workspace.read('limit')).resolves.toHaveLength(2 * 1_024 * 1_024);
  });
});
