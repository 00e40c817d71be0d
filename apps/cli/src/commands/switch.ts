import { ArtemisError, flagsFromComponents, flagOf, optionalCapabilities, type OptionalCapability } from '@artemis/core';
import { loadSettings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { setSwitch } from '../switches/switches.ts';
import { good, warning } from '../terminal/line.ts';

/** `artemis enable <component>`: lets a component serve again. */
export const enable = (invocation: Invocation, component = ''): Promise<number> => turn(invocation, component, true);

/** `artemis disable <component>`: keeps a component from serving, from the next call of runs under way too. */
export const disable = (invocation: Invocation, component = ''): Promise<number> => turn(invocation, component, false);

async function turn({ terminal, options, folders, env }: Invocation, component: string, on: boolean): Promise<number> {
  const capability = capabilityOf(component);
  await setSwitch(folders.config, capability, on, new Date());
  const { flags } = await loadSettings({ options, env, folders, projectDir: options.cwd });
  const { value, source } = flags.evaluate(flagOf(capability));
  if (options.json) terminal.out.prettyJson({ version: 1, component: capability, switched: on ? 'on' : 'off', effective: on && value });
  else if (on && !value) terminal.out.print(warning(`${capability} is switched on, but stays off here: ${source} says so`));
  else terminal.out.print(good(`${capability} is switched ${on ? 'on' : 'off'}; it counts from the next call`));
  return 0;
}

/** Old names are understood; a name that is none is refused with the nearest one. */
function capabilityOf(name: string): OptionalCapability {
  const flags = flagsFromComponents([name], 'component');
  const found = optionalCapabilities.find((capability) => flags[flagOf(capability)]);
  if (found) return found;
  throw new ArtemisError('ARTEMIS_E_USAGE', `"${name}" is a feature, not a component that can be switched while a run goes on.`, {
    hint: `Components are ${optionalCapabilities.join(', ')}; features are set with ARTEMIS_FEATURE_FLAGS.`,
  });
}
