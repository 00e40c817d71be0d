import { describeFailure } from '../errors/describe-failure.ts';
import { pluginApiVersion, type Plugin, type PluginHost } from './plugin.ts';
import { PluginRefusedError } from './plugin-refused-error.ts';

/** An npm name, with or without a scope. */
const npmName = /^(?:@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

type Members = Readonly<Record<keyof Plugin, unknown>>;

/**
 * Checks that a value is a plugin this Artemis can run. Each property is read once.
 *
 * @param label - What to call it while its name is not known.
 * @returns A frozen plugin with the same members; its methods still see the original as `this`.
 * @throws PluginRefusedError `ARTEMIS_E_PLUGIN_REFUSED` with the rule `shape`, `name` or `api-version`.
 */
export function validatePlugin(candidate: unknown, label = 'without a name'): Plugin {
  const { name, apiVersion, setup, dispose } = readMembers(candidate, label);
  const named = checkName(name, label);
  checkVersion(named, apiVersion);
  if (typeof setup !== 'function') throw misshapen(named, 'has no "setup" function');
  if (dispose !== undefined && typeof dispose !== 'function') throw misshapen(named, 'has a "dispose" that is no function');
  return Object.freeze({
    name: named,
    apiVersion: pluginApiVersion,
    setup: (host: PluginHost) => setup.call(candidate, host),
    ...(dispose && { dispose: () => dispose.call(candidate) }),
  });
}

function readMembers(candidate: unknown, label: string): Members {
  if (typeof candidate !== 'object' || candidate === null)
    throw misshapen(label, `is ${candidate === null ? 'null' : `a ${typeof candidate}`}, not an object`);
  try {
    const { name, apiVersion, setup, dispose } = candidate as Members;
    return { name, apiVersion, setup, dispose };
  } catch (error) {
    throw new PluginRefusedError(label, 'shape', `cannot be read: ${describeFailure(error)}`, { hint: hintForShape, cause: error });
  }
}

function checkName(name: unknown, label: string): string {
  if (typeof name === 'string' && name.length <= 214 && npmName.test(name)) return name;
  throw new PluginRefusedError(label, 'name', 'has no valid name', {
    hint: 'Give it the name of its npm package, such as "artemis-plugin-example".',
  });
}

function checkVersion(name: string, apiVersion: unknown): void {
  if (apiVersion === pluginApiVersion) return;
  const needed = typeof apiVersion === 'number' ? apiVersion : null;
  const problem =
    needed === null ? 'does not say its API version' : `needs API version ${needed}, this Artemis has version ${pluginApiVersion}`;
  throw new PluginRefusedError(name, 'api-version', problem, {
    hint: `Install a version of the plugin for API version ${pluginApiVersion}.`,
    facts: { needs: needed, has: pluginApiVersion },
  });
}

const hintForShape = 'A plugin is { name, apiVersion, setup(host), dispose?() }; make it with definePlugin.';

const misshapen = (plugin: string, problem: string): PluginRefusedError =>
  new PluginRefusedError(plugin, 'shape', problem, { hint: hintForShape });
