import type { OpenCodeGraph } from '@artemis/kg';
import type { RagIndex } from '@artemis/rag';
import { bundledPlugins, isNamed } from '../compose/bundled-plugins.ts';
import { kgOptions, ragOptions } from '../compose/database-options.ts';
import { loadBeside, type BesideName } from '../compose/load-beside.ts';
import { loadSettings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { warning } from '../terminal/line.ts';

/** Opens retrieval for the project, with the options a run would give it. */
export async function openRag(invocation: Invocation): Promise<RagIndex> {
  const { createRagIndex } = await loadBeside('rag');
  return createRagIndex({ ...ragOptions(invocation, await configuredFor('rag', invocation)), projectDir: invocation.options.cwd });
}

/** Opens the code graph of the project, in the same way. */
export async function openGraph(invocation: Invocation): Promise<OpenCodeGraph> {
  const { openCodeGraph } = await loadBeside('kg');
  return openCodeGraph({ ...kgOptions(invocation, await configuredFor('kg', invocation)), projectDir: invocation.options.cwd });
}

async function configuredFor(
  name: BesideName,
  { options, env, folders, terminal }: Invocation,
): Promise<Readonly<Record<string, unknown>>> {
  const { plugins, warnings } = await loadSettings({ options, env, folders, projectDir: options.cwd });
  if (name === 'rag') terminal.err.print(...warnings.map(warning));
  const plugin = bundledPlugins.find((candidate) => candidate.name === name);
  const value = Object.entries(plugins).find(([key]) => plugin !== undefined && isNamed(plugin, key))?.[1];
  return typeof value === 'object' ? value : {};
}
