import { ArtemisError } from '@artemis/core';
import type { ConfiguredModel } from '../config/config.ts';
import { findMcpFile, findProjectConfig, readConfig, type ConfigFile } from '../config/read-config.ts';
import { privilegesOf, setTrusted } from '../config/trust.ts';
import type { Invocation } from '../invocation.ts';
import { good, line, type Line } from '../terminal/line.ts';

/** `artemis trust [--remove]`: trusts the configuration of this project and its `.mcp.json` as they are now. Any edit ends the trust. */
export async function trust({ terminal, options, folders }: Invocation): Promise<number> {
  const files = (await Promise.all([findProjectConfig(options.cwd), findMcpFile(options.cwd)])).filter((file) => file !== null);
  if (files.length === 0)
    throw new ArtemisError('ARTEMIS_E_USAGE', `There is no configuration in ${options.cwd}.`, { hint: 'Name the project folder with -C.' });
  const trusted = !options.switches.has('remove');
  const shown = trusted ? await Promise.all(files.map(describe)) : [];
  for (const file of files) await setTrusted(folders.config, file, trusted);
  if (options.json) {
    terminal.out.prettyJson({ version: 1, trusted, files: files.map(({ file, hash }) => ({ file, sha256: hash })) });
    return 0;
  }
  terminal.out.print(
    ...shown.flat(),
    ...files.map(({ file }) => good(trusted ? `${file} is trusted until it changes` : `${file} is not trusted any more`)),
  );
  return 0;
}

/** What the trust allows. Code is shown by its path only: to say what it wants it would have to run. */
async function describe(source: ConfigFile): Promise<readonly Line[]> {
  if (source.isCode) return [line(`${source.file} is code: it runs with your rights.`)];
  const { plugins, models, servers } = privilegesOf(await configOf(source));
  const wants = [
    ...plugins.map((name) => line(`  plugin  ${name}`)),
    ...models.map(describeModel),
    ...Object.entries(servers).map(describeServer),
  ];
  return wants.length > 0 ? wants : [line(`${source.file} asks for nothing that needs trust.`)];
}

async function configOf(source: ConfigFile) {
  if (!source.file.endsWith('.mcp.json')) return (await readConfig(source)).config;
  const { readMcpFile } = await import('../config/read-mcp-file.ts');
  return readMcpFile(source);
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

/** As it is written: what it starts or speaks to, and which variables it asks for. */
const describeServer = ([name, entry]: readonly [string, unknown]): Line => line(`  server  ${name} ${JSON.stringify(entry)}`);
