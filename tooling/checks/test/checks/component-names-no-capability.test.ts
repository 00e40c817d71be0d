import { expect, it } from 'vitest';
import { componentNamesNoCapability } from '../../src/checks/component-names-no-capability.ts';
import { objections } from '../objections.ts';

it('finds a capability by name', async () => {
  const texts = { 'packages/core/src/component/call.ts': `export const wait =\n  (capability: string) => capability === 'llm';` };
  expect(await objections(componentNamesNoCapability, texts)).toEqual(['packages/core/src/component/call.ts:2']);
});

it('allows other strings, and other rooms', async () => {
  const texts = { 'packages/core/src/component/call.ts': `const a = 'primary';`, 'packages/core/src/flags/b.ts': `const b = 'rag';` };
  expect(await objections(componentNamesNoCapability, texts)).toEqual([]);
});
