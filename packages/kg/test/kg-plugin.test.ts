import { Artemis } from '@artemis/core';
import { checkPluginContract } from '@artemis/core/testing';
import { describe, expect, it } from 'vitest';
import { kgPlugin } from '../src/index.ts';
import { kgArtemis } from './run-with-kg.ts';
import { sampleProject, temporaryFolder } from './sample-project.ts';

/** A port nobody listens on. */
const nowhere = { url: 'bolt://127.0.0.1:1' };

describe('kgPlugin', { timeout: 120_000 }, () => {
  it('loads with an address, a login and a folder for what must outlive the process', async () => {
    await using state = await temporaryFolder();
    const { dir: stateDir } = state;
    const { url } = nowhere;
    const password = 'not-a-secret';
    const artemis = new Artemis({ models: [], stateDir });

    const report = await artemis.loadPlugin(kgPlugin({ neo4j: { url, password }, stateDir }));

    expect(report).toMatchObject({ status: 'loaded', capabilities: ['kg'] });
    await artemis.close();
  });

  it('keeps the contract of plugins', async () => {
    await using project = await sampleProject();

    const violations = await checkPluginContract(() => kgPlugin({ neo4j: nowhere }), { projectDir: project.dir, timeoutMs: 30_000 });

    expect(violations).toEqual([]);
  });

  it('gives the developer a map of what the task is about', async () => {
    await using project = await sampleProject();
    await using state = await temporaryFolder();
    await using kg = await kgArtemis(project.dir, state.dir, { neo4j: nowhere });

    const { titles } = await kg.run('The tax that TaxTable.taxOn computes is wrong for orders');

    expect(titles[0]).toBe('Map of src/money/tax-table.ts');
    expect(JSON.stringify(kg.model.requests)).toContain('method TaxTable.taxOn, lines 6-8');
  });

  it('follows what the run itself has written', async () => {
    await using project = await sampleProject();
    await using state = await temporaryFolder();
    await using kg = await kgArtemis(project.dir, state.dir, { neo4j: nowhere });
    await kg.run();
    await project.write('src/voucher.ts', 'export function redeemVoucher(): number {\n  return 1;\n}\n');
    kg.clock.advance(5_000);

    expect((await kg.run('Use redeemVoucher')).titles[0]).toBe('Map of src/voucher.ts');
  });

  it('answers with nothing for a task that names nothing of the project', async () => {
    await using project = await sampleProject();
    await using state = await temporaryFolder();
    await using kg = await kgArtemis(project.dir, state.dir, { neo4j: nowhere });

    const { result, titles } = await kg.run('Zzyzx');

    expect(titles).toEqual([]);
    expect(result.exitCode).toBe(0);
  });
});
