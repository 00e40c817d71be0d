import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Artemis } from '../../src/artemis.ts';
import { scriptedLlm, scriptedVendor } from '../../src/testing/scripted-llm.ts';

describe('Artemis#verify', () => {
  let home: string;
  let artemis: Artemis;
  let runId: string;

  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'artemis-verify-'));
    await mkdir(join(home, 'project'));
    artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home, 'state') });
    const answer = { approach: '', implementation: { filename: 'a.js', content: 'one\n' }, tests: { filename: 'b.js', content: 'two\n' } };
    await artemis.loadPlugin(scriptedVendor(scriptedLlm(JSON.stringify(answer))));
    ({ runId } = await artemis.executeTask({ text: 'x', projectDir: join(home, 'project') }));
  });
  afterEach(async () => {
    await artemis.close();
    await rm(home, { recursive: true });
  });

  it('finds a run intact that nobody has touched, and runs its gate again', async () => {
    const verified = await artemis.verify(runId);
    expect(verified).toMatchObject({ runId, intact: true, ended: true, gate: { status: 'not-built' }, gateNow: { status: 'not-built' } });
    expect(verified.files).toEqual([
      { path: 'a.js', state: 'unchanged' },
      { path: 'b.js', state: 'unchanged' },
    ]);
  });

  it('finds a single changed byte, and a file that is gone', async () => {
    await writeFile(join(home, 'project/a.js'), 'onE\n');
    await rm(join(home, 'project/b.js'));
    const { intact, files } = await artemis.verify(runId);
    expect([intact, files.map(({ state }) => state)]).toEqual([false, ['changed', 'missing']]);
  });

  it('K19: refuses an unknown run, and an id that is a path', async () => {
    await expect(artemis.verify('nobody')).rejects.toMatchObject({ code: 'ARTEMIS_E_UNKNOWN_RUN' });
    await expect(artemis.verify('../runs')).rejects.toMatchObject({ code: 'ARTEMIS_E_UNKNOWN_RUN' });
  });
});
