import { expect, it } from 'vitest';
import { naming } from '../../src/checks/naming.ts';
import { objections } from '../objections.ts';

it.each([
  'packages/core/src/utils/a.ts',
  'packages/core/src/run-helper.ts',
  'packages/core/src/runTask.ts',
  'packages/core/src/plugin-manager.ts',
])('refuses the file %s', async (path) => {
  expect(await objections(naming, { [path]: '' })).toEqual([`${path}:1`]);
});

it.each([
  'const ctx = 1;',
  'function f(cfg: A) {}',
  'const f = (searchService: A) => 1;',
  'class PluginManager {}',
  'interface A { common: 1 }',
  'class A { helper = 1 }',
])('refuses the name in %s', async (text) => {
  expect(await objections(naming, { 'apps/cli/src/a.ts': text })).toEqual(['apps/cli/src/a.ts:1']);
});

it('allows DegradationManager, and words that only contain an empty one', async () => {
  const texts = {
    'packages/core/src/resilience/degradation-manager.ts': 'export class DegradationManager {}',
    'packages/core/src/a.ts': 'const commonStart = util.inspect(x);',
    'packages/build/src/package-manager.ts': 'const packageManagerOf = (manifest: A) => manifest.packageManager;',
    'packages/core/src/openai-3.test.ts': '',
  };
  expect(await objections(naming, texts)).toEqual([]);
});
