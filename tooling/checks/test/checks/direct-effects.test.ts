import { expect, it } from 'vitest';
import { directEffects } from '../../src/checks/direct-effects.ts';
import { objections } from '../objections.ts';

it.each([
  'Date.now()',
  'new Date()',
  'performance.now()',
  'process.hrtime.bigint()',
  'Math.random()',
  'crypto.randomUUID()',
  'randomUUID()',
  'setTimeout(() => {}, 1)',
  'globalThis.setTimeout(() => {}, 1)',
  'AbortSignal.timeout(5)',
  'fetch("x")',
  'start({ now: Date.now })',
  'start(globalThis.fetch)',
])('refuses %s in core', async (call) => {
  expect(await objections(directEffects, { 'packages/core/src/llm/a.ts': `export const a = () => ${call};` })).toEqual([
    'packages/core/src/llm/a.ts:1',
  ]);
});

it('allows the ports, the test tools, and what is injected', async () => {
  const texts = {
    'packages/core/src/ports/system-clock.ts': 'export const a = () => Date.now();',
    'packages/core/src/testing/fake-clock.ts': 'export const a = () => setImmediate(() => {});',
    'packages/core/src/llm/a.ts': 'export const a = (clock: Clock, options: Options) => [clock.nowMs(), options.fetch("x"), new Date(0)];',
    'packages/rag/src/a.ts': 'export const a = () => fetch("x");',
  };
  expect(await objections(directEffects, texts)).toEqual([]);
});
