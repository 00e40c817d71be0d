import { readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { artemis } from '../support/artemis.ts';
import { openHome, type Home } from '../support/home.ts';

let home: Home;

beforeEach(async () => {
  home = await openHome();
});

afterEach(() => home[Symbol.asyncDispose]());

it('loses its model, goes on with another one, gets it back, and ends with tests that pass', async () => {
  const { code, events, stderr } = await artemis(home, ['demo', '--json']);
  const { project_dir: projectDir } = events[0] as unknown as { readonly project_dir: string };
  const implementation = await readFile(`${projectDir}/src/parse-duration.js`, 'utf8');
  await rm(dirname(projectDir), { recursive: true });

  const happened = events.filter(({ type }) =>
    ['circuit.changed', 'model.answered', 'gate.completed', 'component.recovered', 'run.completed'].includes(type),
  );
  const told = happened.map((event) => {
    const { model, to, report, component, result } = event as unknown as {
      readonly model?: string;
      readonly to?: string;
      readonly component?: string;
      readonly report?: { readonly status: string };
      readonly result?: { readonly status: string };
    };
    return `${event.type} ${model ?? to ?? report?.status ?? result?.status ?? component ?? ''}`;
  });
  expect({ code, stderr: stderr.includes('The demo did not happen') }).toEqual({ code: 0, stderr: false });
  expect(told.filter((line) => line !== 'circuit.changed half-open')).toEqual([
    'model.answered scripted-primary',
    'gate.completed failed',
    'circuit.changed open',
    'circuit.changed closed',
    'model.answered scripted-fallback',
    'gate.completed failed',
    'model.answered scripted-primary',
    'component.recovered llm',
    'gate.completed passed',
    'run.completed succeeded',
  ]);
  expect(implementation).toContain('RangeError');
});

it('says of both models that they are scripted, whatever the user has configured', async () => {
  await home.write({
    'config/artemis/config.yaml': 'this is: [broken\n',
    'config/artemis/switches.json': '{"version":1,"off":{"build":"2026-01-01T00:00:00.000Z"}}',
  });

  const { code, stderr } = await artemis(home, ['demo'], { env: { ARTEMIS_MINIMAL_MODE: 'true', ARTEMIS_MODEL: 'x' } });
  const [, folder] = /^demo: a real run in (.+)$/m.exec(stderr) ?? [];
  await rm(dirname(folder ?? home.folder), { recursive: true });

  expect(code).toBe(0);
  expect(stderr).toContain('its two models are scripted');
  expect(
    stderr
      .split('\n')
      .filter((line) => /^ {2}answer /.test(line))
      .every((line) => line.includes('scripted-')),
  ).toBe(true);
});
