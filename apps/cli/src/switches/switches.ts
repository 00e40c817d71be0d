import { join } from 'node:path';
import { optionalCapabilities, type OptionalCapability } from '@artemis/core';
import { ConfigError } from '../config/config-error.ts';
import { readUserFile, writeUserFile } from '../config/user-file.ts';

/** Capabilities that are switched off by hand, and since when (ISO 8601). */
export type Switches = Readonly<Partial<Record<OptionalCapability, string>>>;

/** Where the switches are kept. */
export const switchesFile = (configFolder: string): string => join(configFolder, 'switches.json');

/**
 * The switches as they are now.
 *
 * @throws ConfigError when the file is broken: what somebody has switched off must not come back by itself.
 */
export async function readSwitches(configFolder: string): Promise<Switches> {
  const file = switchesFile(configFolder);
  const stored = await readUserFile(file);
  if (stored === null) return {};
  const off = typeof stored === 'object' ? (stored as { readonly off?: unknown }).off : undefined;
  if (typeof off === 'object' && off !== null && Object.values(off).every((since) => typeof since === 'string')) {
    return Object.fromEntries(
      optionalCapabilities.flatMap((name) => (Object.hasOwn(off, name) ? [[name, (off as Record<string, string>)[name]]] : [])),
    ) as Switches;
  }
  throw new ConfigError({ file }, 'it does not list switches', { hint: 'Remove it to switch everything on again.' });
}

/** Switches one capability on or off, for runs under way and those to come. */
export async function setSwitch(configFolder: string, capability: OptionalCapability, on: boolean, now: Date): Promise<void> {
  const { [capability]: since, ...others } = await readSwitches(configFolder);
  const off = on ? others : { ...others, [capability]: since ?? now.toISOString() };
  await writeUserFile(switchesFile(configFolder), { version: 1, off });
}
