import { ArtemisError } from '@artemis/core';
import type { ConfiguredModel } from '../config/config.ts';
import { findProjectConfig, readConfig, type ConfigFile } from '../config/read-config.ts';
import { privilegesOf, setTrusted } from '../config/trust.ts';
import type { Invocation } from '../invocation.ts';
import { good, line, type Line } from '../terminal/line.ts';

/** `artemis trust [--remove]`: trusts the configuration of this project as it is now. Any edit ends the trust. */
export async function trust({ terminal, options, folders }: Invocation): Promise<number> {
  const config = await findProjectConfig(options.cwd);
  if (!config)
    throw new ArtemisError('ARTEMIS_E_USAGE', `There is no configuration in ${options.cwd}.`, { hint: 'Name the project folder with -C.' });
  const trusted = !options.switches.has('remove');
  const shown = trusted ? await describe(config) : [];
  await setTrusted(folders.config, config, trusted);
  if (options.json) terminal.out.prettyJson({ version: 1, file: config.file, sha256: config.hash, trusted });
  else
    terminal.out.print(
      ...shown,
      trusted ? good(`${config.file} is trusted until it changes`) : good(`${config.file} is not trusted any more`),
    );
  return 0;
}

/** What the trust allows. Code is shown by its path only: to say what it wants it would have to run. */
async function describe(config: ConfigFile): Promise<readonly Line[]> {
  if (config.isCode) return [line(`${config.file} is code: it runs with your rights.`)];
  const { plugins, models } = privilegesOf((await readConfig(config)).config);
  return [
    ...plugins.map((name) => line(`  plugin  ${name}`)),
    ...models.map(describeModel),
    ...(plugins.length + models.length === 0 ? [line('It asks for nothing that needs trust.')] : []),
  ];
}

function describeModel({ model, baseUrl, keyVariable, headers = {} }: ConfiguredModel): Line {
  const names = Object.keys(headers);
  const wants = [
    ...(baseUrl === undefined ? [] : [`at ${baseUrl}`]),
    ...(keyVariable === undefined ? [] : [`key from ${keyVariable}`]),
    ...(names.length === 0 ? [] : [`headers ${names.join(', ')}`]),
  ];
  return line(`  model   ${model} ${wants.join(', ')}`);
}
