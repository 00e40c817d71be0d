import { expect, it } from 'vitest';
import { roomImports } from '../../src/checks/room-imports.ts';
import { objections } from '../objections.ts';

const at = (path: string, text: string) => ({ [`packages/core/src/${path}`]: text });

it.each([
  ['resilience/retry.ts', `import type { A } from '../component/component.ts';`],
  ['resilience/retry.ts', `import { a } from '../plugin/plugin.ts';`],
  ['resilience/retry.ts', `import { a } from '../llm/openai-model.ts';`],
  ['resilience/retry.ts', `import { readFile } from 'node:fs/promises';`],
  ['component/call.ts', `import { capabilities } from '../capability/capabilities.ts';`],
  ['executor/run-task.ts', `import { readFile } from 'node:fs';`],
  ['executor/run-task.ts', `import { request } from 'node:http';`],
  ['executor/run-task.ts', `import { OpenAiModel } from '../llm/openai-model.ts';`],
  ['flags/profile.ts', `import { readFileSync } from 'node:fs';`],
  ['flags/profile.ts', `import { Artemis } from '../artemis.ts';`],
  ['cellar/wine.ts', `import { a } from '../errors/a.ts';`],
  ['developer/agent.ts', `import OpenAI from 'openai';`],
  ['artemis.ts', `import { spawn } from 'node:child_process';`],
  ['artemis.ts', `import { FakeClock } from './testing/fake-clock.ts';`],
])('refuses in %s: %s', async (path, text) => {
  expect(await objections(roomImports, at(path, text))).toEqual([`packages/core/src/${path}:1`]);
});

it.each([
  ['resilience/retry.ts', `import { a } from '../errors/a.ts';\nimport type { Clock } from '../ports/clock.ts';`],
  ['component/call.ts', `import type { A } from '../capability/capabilities.ts';`],
  ['workspace/atomic-file.ts', `import { open } from 'node:fs/promises';`],
  ['ports/node-file-system.ts', `import * as promises from 'node:fs/promises';`],
  ['executor/run-task.ts', `import { a } from '../llm/models-out-error.ts';\nimport { createHash } from 'node:crypto';`],
  ['artemis.ts', `import { a } from './executor/a.ts';\nimport { b } from './llm/openai-model.ts';`],
  ['developer/agent.ts', `import type { ClientOptions } from 'openai';`],
  ['testing/contract.ts', `import { connect } from 'node:net';\nimport { FakeClock } from './fake-clock.ts';`],
])('allows in %s: %s', async (path, text) => {
  expect(await objections(roomImports, at(path, text))).toEqual([]);
});
