import type { OpenCodeGraph } from '@artemis/kg';
import type { RagIndex } from '@artemis/rag';
import { bundledPlugins, isNamed } from '../compose/bundled-plugins.ts';
import { kgOptions, ragOptions } from '../compose/database-options.ts';
import { loadBeside } from '../compose/load-beside.ts';
import { loadSettings, type Settings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { warning } from '../terminal/line.ts';

/** What was learnt in a project, and whether runs use it. */
export interface Learning {
  readonly rag: RagIndex;
  readonly isOn: boolean;
}

/** Opens retrieval for the project, with the options a run would give it. */
export async function openRag(invocation: Invocation): Promise<RagIndex> {
  const { createRagIndex } = await loadBeside('rag');
  return createRagIndex(await ragIndexOptions(invocation));
}

/** Opens what was learnt, also where learning is switched off by now. */
export async function openLearning(invocation: Invocation): Promise<Learning> {
  const { createRagIndex } = await loadBeside('rag');
  const options = await ragIndexOptions(invocation);
  return { rag: createRagIndex({ ...options, learning: true }), isOn: options.learning === true };
}

/** Opens the code graph of the project, in the same way. */
export async function openGraph(invocation: Invocation): Promise<OpenCodeGraph> {
  const { openCodeGraph } = await loadBeside('kg');
  const configured = configuredFor('kg', await settingsOf(invocation));
  return openCodeGraph({ ...kgOptions(invocation, configured), projectDir: invocation.options.cwd });
}

async function ragIndexOptions(invocation: Invocation) {
  const settings = await settingsOf(invocation);
  invocation.terminal.err.print(...settings.warnings.map(warning));
  return { ...ragOptions(invocation, settings.flags, configuredFor('rag', settings)), projectDir: invocation.options.cwd };
}

const settingsOf = ({ options, env, folders }: Invocation): Promise<Settings> =>
  loadSettings({ options, env, folders, projectDir: options.cwd });

function configuredFor(name: 'rag' | 'kg', { plugins }: Settings): Readonly<Record<string, unknown>> {
  const plugin = bundledPlugins.find((candidate) => candidate.name === name);
  const value = Object.entries(plugins).find(([key]) => plugin !== undefined && isNamed(plugin, key))?.[1];
  return typeof value === 'object' ? value : {};
}
