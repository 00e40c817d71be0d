import { expect, it } from 'vitest';
import { commandName } from '../../src/process/command-name.ts';

it('is what the reader can type: artemis, npx, or the path in a checkout', () => {
  expect(commandName('/usr/bin/artemis', {}, '/home')).toBe('artemis');
  expect(commandName('/x/node_modules/@artemis/cli/dist/bin.js', {}, '/x')).toBe('artemis');
  expect(commandName('/c/_npx/1/node_modules/.bin/artemis', { npm_command: 'exec' }, '/x')).toBe('npx @artemis/cli');
  expect(commandName('/repo/apps/cli/dist/bin.js', {}, '/repo')).toBe('node apps/cli/dist/bin.js');
  expect(commandName('/repo/apps/cli/dist/bin.js', {}, '/elsewhere')).toBe('node /repo/apps/cli/dist/bin.js');
  expect(commandName('/my repo/apps/cli/dist/bin.js', {}, '/')).toBe('node "my repo/apps/cli/dist/bin.js"');
});
