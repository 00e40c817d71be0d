import { expect, it } from 'vitest';
import { createProgram } from '../../src/program.ts';
import { withCommand } from '../../src/render/render-failure.ts';

it('hints say every command as it can be typed here', () => {
  const names = createProgram(['node', 'artemis']).commands.map((command) => command.name());

  expect(names.length).toBeGreaterThan(15);
  for (const name of [...names, 'help']) expect(withCommand(`Try: artemis ${name}`, 'node bin.js')).toBe(`Try: node bin.js ${name}`);
  expect(withCommand('artemis resume', 'artemis')).toBe('artemis resume');
  expect(withCommand('made by artemis itself', 'node bin.js')).toBe('made by artemis itself');
});
