import { checkPluginContract } from '@artemis/core/testing';
import mcpPlugin from '@artemis/mcp';
import { expect, it } from 'vitest';
import { scriptedEntry } from './servers/scripted-entry.ts';

it('keeps the contract of plugins, with and without servers', async () => {
  const servers = { good: scriptedEntry('good'), absent: { command: 'no-such-program' }, odd: 7 };
  expect(await checkPluginContract(() => mcpPlugin({ servers }), { projectDir: import.meta.dirname })).toEqual([]);
  expect(await checkPluginContract(() => mcpPlugin(), { projectDir: import.meta.dirname })).toEqual([]);
});

it.each([{ projectDir: 'here' }, { approvalsFile: 'approved.json' }])('refuses a path that is not absolute: %o', (options) => {
  expect(() => mcpPlugin(options)).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION' }));
});
