import type { FeatureFlags } from '@artemis/core';
import type { SupervisionOptions } from '@artemis/supervision';
import type { Settings } from '../config/settings.ts';
import type { Invocation } from '../invocation.ts';
import { fieldsOf } from '../secrets-in.ts';

/** Whether more than one developer is asked for: by a flag, by the command line, which sets it, or by a configuration. */
export function employsSeveral(flags: FeatureFlags, { plugins }: Pick<Settings, 'plugins'>): boolean {
  if (!flags.enableSupervision) return false;
  const { value, reason } = flags.evaluate('enableParallelAgents');
  if (value || reason === 'STATIC') return value;
  const { developers, wrap } = fieldsOf(plugins['supervision'] ?? plugins['@artemis/supervision']);
  return (typeof developers === 'number' && developers > 1) || (Array.isArray(wrap) && wrap.length > 0);
}

/** Folder for the copies in which developers work. */
export const treesDir = ({ state }: Invocation['folders']): string => `${state}/trees`;

/**
 * Options of supervision: what is configured, above where copies are made and what the flags say. A command of another agent gets
 * variables: the names of some of ours, as a list, or names with their values.
 */
export function supervisionOptions(
  { env, folders }: Pick<Invocation, 'env' | 'folders'>,
  flags: FeatureFlags,
  configured: SupervisionOptions = {},
): SupervisionOptions {
  const { wrap } = configured;
  return {
    treesDir: treesDir(folders),
    ...(flags.enableParallelAgents && { mode: flags.enableArbitration ? ('best' as const) : ('first' as const) }),
    ...configured,
    // What is no list is refused by the plugin, with the name of the option.
    ...(Array.isArray(wrap) && { wrap: wrap.map((agent) => withVariables(agent, env)) }),
  };
}

function withVariables<T>(agent: T, environment: Invocation['env']): T {
  const { env } = fieldsOf(agent);
  return Array.isArray(env) ? { ...agent, env: named(env, environment) } : agent;
}

const named = (names: readonly unknown[], environment: Invocation['env']): Readonly<Record<string, string>> =>
  Object.fromEntries(names.map(String).flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])));
