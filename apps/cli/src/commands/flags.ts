import { flagDefinitions, flagNames } from '@artemis/core';
import { loadSettings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { readSwitches } from '../switches/switches.ts';
import { columns } from '../terminal/columns.ts';
import { line, warning } from '../terminal/line.ts';

/** `artemis flags`: every feature flag, its value and who has set it. */
export async function flags({ terminal, options, env, folders }: Invocation): Promise<number> {
  const settings = await loadSettings({ options, env, folders, projectDir: options.cwd });
  const switchedOff = await readSwitches(folders.config);
  const rows = flagNames.map((name) => {
    const { flagKey, value, variant, reason, source } = settings.flags.evaluate(name);
    const off = value && Object.hasOwn(switchedOff, flagKey.split('.')[0] ?? '') && flagKey.endsWith('.enabled');
    const effective = off
      ? { value: false, variant: 'off' as const, reason: 'STATIC', source: 'artemis disable' }
      : { value, variant, reason, source };
    return { flag: name, key: flagKey, ...effective, meaning: flagDefinitions[name].meaning };
  });
  terminal.err.print(...settings.warnings.map(warning));
  if (options.json) {
    terminal.out.prettyJson({ version: 1, flags: rows });
    return 0;
  }
  const table = columns([
    ['FLAG', 'VALUE', 'SET BY', 'MEANING'],
    ...rows.map(({ key, variant, source, meaning }) => [key, variant, source, meaning]),
  ]);
  terminal.out.print(...table.map((text, index) => line(text, index === 0 ? 'strong' : 'plain')));
  return 0;
}
