import { describeFailure } from '../errors/describe-failure.ts';
import { PluginRefusedError } from './plugin-refused-error.ts';

const optionalMethods = ['checkHealth', 'dispose', 'renewAfter'] as const;

/**
 * Checks the shape of what a plugin registers: a primary and at least one fallback, each with a name of its own and a
 * `create` function.
 *
 * @throws PluginRefusedError `ARTEMIS_E_PLUGIN_REFUSED` with the rule `component`.
 */
export function validateComponent(plugin: string, capability: string, component: unknown): void {
  const refuse = (problem: string, cause?: unknown): never => {
    throw new PluginRefusedError(plugin, 'component', `registers "${capability}" wrongly: ${problem}`, {
      hint: 'Register { primary: { name, create }, fallback: { name, create } }.',
      facts: { capability },
      cause,
    });
  };
  let problem: string | undefined;
  try {
    problem = problemOf(component);
  } catch (error) {
    refuse(describeFailure(error), error);
  }
  if (problem !== undefined) refuse(problem);
}

function problemOf(component: unknown): string | undefined {
  if (!isObject(component)) return 'the component is not an object';
  const { primary, fallback } = component;
  if (primary === undefined) return 'the primary is missing';
  if (fallback === undefined) return 'the fallback is missing';
  const fallbacks: readonly unknown[] = Array.isArray(fallback) ? fallback : [fallback];
  if (fallbacks.length === 0) return 'the list of fallbacks is empty';
  const ladder = [primary, ...fallbacks];
  const names = ladder.map((implementation) => (isObject(implementation) ? implementation['name'] : undefined));
  for (const [place, implementation] of ladder.entries()) {
    const problem = problemOfImplementation(implementation, names[place]);
    if (problem !== undefined) return `${place === 0 ? 'the primary' : `fallback ${place}`} ${problem}`;
  }
  const twice = names.find((name, place) => names.indexOf(name) !== place);
  return twice === undefined ? undefined : `two implementations are named ${JSON.stringify(twice)}`;
}

function problemOfImplementation(implementation: unknown, name: unknown): string | undefined {
  if (!isObject(implementation)) return 'is not an object';
  if (typeof name !== 'string' || name.trim() === '') return 'has no name';
  if (typeof implementation['create'] !== 'function') return 'has no "create" function';
  const wrong = optionalMethods.find((method) => !['undefined', 'function'].includes(typeof implementation[method]));
  if (wrong) return `has a "${wrong}" that is no function`;
  const { timeoutMs } = implementation;
  if (timeoutMs !== undefined && !(typeof timeoutMs === 'number' && timeoutMs > 0)) return 'has a "timeoutMs" that is no number above 0';
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
