import { ArtemisError } from '../errors/artemis-error.ts';
import { InvalidOptionError } from '../resilience/invalid-option-error.ts';
import { FeatureFlags } from './feature-flags.ts';
import { flagDefinitions, flagNames, type FlagName } from './flag-definitions.ts';
import { flagsByComponent } from './flag-names.ts';
import { nearestName } from './nearest-name.ts';

/**
 * Flags from the `enabled_components` of a profile: what is listed is on, all else is off. Core features are on, listed or not.
 *
 * @param names - Component names, old ones included: `rag`, `knowledge_graph`. Untyped, as they come from a file.
 * @param source - Name of the profile, for {@link FeatureFlags.evaluate}.
 * @throws ArtemisError `ARTEMIS_E_UNKNOWN_COMPONENT` with the nearest known name.
 * @throws InvalidOptionError `ARTEMIS_E_INVALID_OPTION` when `names` is not a list of texts.
 */
export function flagsFromComponents(names: unknown, source = 'profile'): FeatureFlags {
  if (!Array.isArray(names)) throw new InvalidOptionError('enabled_components', 'a list of component names', names);
  const listed = new Set(names.map(findFlag));
  const isOn = (flag: FlagName): boolean => listed.has(flag) || flagDefinitions[flag].kind === 'core';
  return FeatureFlags.defaults().with(Object.fromEntries(flagNames.map((flag) => [flag, isOn(flag)])), source);
}

function findFlag(name: unknown): FlagName {
  if (typeof name !== 'string') throw new InvalidOptionError('enabled_components', 'a list of component names', name);
  const flag = flagsByComponent.get(name);
  if (flag !== undefined) return flag;
  const shown = JSON.stringify(name.slice(0, 64));
  const nearest = nearestName(name, flagsByComponent.keys());
  throw new ArtemisError('ARTEMIS_E_UNKNOWN_COMPONENT', `There is no component ${shown}.`, {
    hint: nearest === undefined ? `Known are ${[...flagsByComponent.keys()].join(', ')}.` : `Did you mean "${nearest}"?`,
    facts: { component: name.slice(0, 64), ...(nearest !== undefined && { nearest }) },
  });
}
