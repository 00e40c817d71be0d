import type { OptionalCapability } from '../capability/capabilities.ts';
import type { AskModel } from '../capability/llm.ts';
import type { Component } from '../component/component.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { MetricsCollector } from '../metrics/metrics-collector.ts';
import type { Plugin } from '../plugin/plugin.ts';
import { PluginLoader } from '../plugin/plugin-loader.ts';
import type { PluginReport } from '../plugin/plugin-report.ts';
import { validatePlugin } from '../plugin/validate-plugin.ts';
import type { Clock } from '../ports/clock.ts';
import { systemClock } from '../ports/system-clock.ts';
import { withDeadline } from '../resilience/with-deadline.ts';
import { checkComponentContract } from './check-component-contract.ts';
import type { ContractViolation } from './contract-violation.ts';
import { scriptedLlm } from './scripted-llm.ts';

/** Options of {@link checkPluginContract}. */
export interface PluginContractOptions {
  /** Absolute path of a project folder the fallbacks may look at. It is not changed by the suite. */
  readonly projectDir: string;
  /** What a fallback that needs the model is answered with. Default: a complete answer of one file and its test. */
  readonly ask?: AskModel;
  /** Longest single step, in milliseconds. Default: 5 000. */
  readonly timeoutMs?: number;
  /** Default: the real clock. */
  readonly clock?: Clock;
}

/**
 * Checks a plugin against the contract, whatever the test runner: an empty list means that it keeps it.
 *
 * It makes the plugin, sets it up, puts each primary out of order, calls every method of the capability on each fallback the way
 * a run would, looks at the shape of the answers, aborts calls under way, and disposes twice. No primary is asked to serve, so
 * nothing of its server need be there. That an import does nothing is not checked: by then it has happened.
 *
 * @param factory - The plugin's default export, with its options bound: `() => ragPlugin({ url })`.
 */
export async function checkPluginContract(factory: () => Plugin, options: PluginContractOptions): Promise<readonly ContractViolation[]> {
  const clock = options.clock ?? systemClock;
  const timeoutMs = options.timeoutMs ?? 5000;
  const made = makePlugin(factory);
  if ('rule' in made) return [made];
  const { violations, components } = await setUp(made, clock, timeoutMs);
  const sample = {
    projectDir: options.projectDir,
    task: { text: 'Add a function that adds two numbers.', projectDir: options.projectDir },
    ask: options.ask ?? oneFile,
  };
  const found = [...violations];
  for (const [capability, component] of components)
    found.push(...(await checkComponentContract(capability, component, { sample, clock, timeoutMs })));
  return [...found, ...(await checkDispose(made, clock, timeoutMs))];
}

const answer = {
  approach: 'A function and its test.',
  implementation: { filename: 'add.js', content: 'export const add = (a, b) => a + b;\n' },
  tests: { filename: 'add.test.js', content: "import { add } from './add.js';\nif (add(1, 2) !== 3) throw new Error('wrong');\n" },
};
const oneFile: AskModel = (request, call) => scriptedLlm(JSON.stringify(answer)).complete(request, call);

function makePlugin(factory: () => Plugin): Plugin | ContractViolation {
  try {
    return validatePlugin(factory());
  } catch (error) {
    return { rule: 'factory', where: 'factory', message: `The factory makes no plugin: ${describeFailure(error)}.` };
  }
}

interface SetUp {
  readonly violations: readonly ContractViolation[];
  readonly components: ReadonlyMap<OptionalCapability, Component<never>>;
}

/** Goes the way of every plugin: through the loader. */
async function setUp(plugin: Plugin, clock: Clock, timeoutMs: number): Promise<SetUp> {
  const components = new Map<OptionalCapability, Component<never>>();
  const loader = new PluginLoader({
    clock,
    timeoutMs,
    metrics: new MetricsCollector({ clock }),
    signal: new AbortController().signal,
    register: (capability, component) => void components.set(capability, component as unknown as Component<never>),
    unregister: (capability) => void components.delete(capability),
    registerModelVendor: () => {},
  });
  const before = openResources();
  const report = await loader.load(plugin);
  const opened = openResources().filter((resource) => !take(before, resource));
  return { violations: [...judgeSetup(report), ...opened.map((resource) => connects(plugin, resource))], components };
}

function judgeSetup(report: PluginReport): ContractViolation[] {
  if (report.status === 'refused') return [{ rule: 'setup', where: report.name, message: report.reason }];
  if (report.capabilities.length > 0 || report.vendors.length > 0) return [];
  return [{ rule: 'registers-nothing', where: report.name, message: `Plugin "${report.name}" registers nothing.` }];
}

const connects = ({ name }: Plugin, resource: string): ContractViolation => ({
  rule: 'setup-connects',
  where: name,
  message: `Plugin "${name}" holds a ${resource} open after setup; it should connect in "create".`,
});

/** Sockets, pipes, processes and watchers that are open now. */
const openResources = (): string[] =>
  process.getActiveResourcesInfo().filter((resource) => /TCP|UDP|TLS|Pipe|Process|FSEvent|StatWatcher/.test(resource));

/** Takes one entry out of a list; says whether there was one. */
function take(list: string[], entry: string): boolean {
  const place = list.indexOf(entry);
  return place >= 0 && list.splice(place, 1).length > 0;
}

async function checkDispose(plugin: Plugin, clock: Clock, timeoutMs: number): Promise<ContractViolation[]> {
  try {
    for (const time of ['once', 'twice'])
      await withDeadline(async () => plugin.dispose?.(), { clock, label: `dispose ${time}`, timeoutMs });
    return [];
  } catch (error) {
    return [
      { rule: 'dispose', where: plugin.name, message: `Plugin "${plugin.name}" cannot be disposed of twice: ${describeFailure(error)}.` },
    ];
  }
}
