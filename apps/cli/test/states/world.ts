import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Artemis,
  definePlugin,
  MetricsCollector,
  silentLogger,
  systemClock,
  type Capabilities,
  type Component,
  type Plugin,
  type PluginHost,
  type RunResult,
  type StampedEvent,
} from '@artemis/core';
import { scriptedVendor } from '@artemis/core/testing';
import buildPlugin from '@artemis/build';
import kgPlugin from '@artemis/kg';
import mcpPlugin from '@artemis/mcp';
import ragPlugin from '@artemis/rag';
import reasoningPlugin from '@artemis/reasoning';
import reviewPlugin from '@artemis/review';
import supervisionPlugin from '@artemis/supervision';
import { componentNames, type WorldState } from './component-state.ts';
import { fallibleModel } from './fallible-model.ts';
import { Outage } from './outage.ts';
import { standIn, type StoodIn } from './stand-ins.ts';

/** How a run in one state of the world went. */
export interface WorldRun {
  readonly result: RunResult;
  readonly events: readonly StampedEvent[];
  /** How often the dependency of each component has failed. */
  readonly failures: Readonly<Record<string, number>>;
  /** The file it has written. */
  readonly written: string;
}

/** The real fallback of a component, made once: what it needs is the project and nothing else. */
type Fallbacks = { readonly [K in StoodIn]: { readonly name: string; readonly instance: Capabilities[K] } };

/** Calls that a dependency answers before it dies in use, where it is asked more than once. */
const lives: Readonly<Record<string, number>> = { rag: 1, build: 1, reasoning: 1, review: 0, kg: 0, supervision: 0, mcp: 0 };
const call = { signal: new AbortController().signal, remainingMs: () => Infinity };

/** A project, and the plugins with everything real but what they would connect to. */
export class World implements AsyncDisposable {
  readonly #home: string;
  readonly #fallbacks: Fallbacks;
  readonly #close: () => Promise<void>;

  private constructor(home: string, fallbacks: Fallbacks, close: () => Promise<void>) {
    this.#home = home;
    this.#fallbacks = fallbacks;
    this.#close = close;
  }

  /** @param parent - Folder for everything that is written. Default: that for temporary files. */
  static async open(parent: string = tmpdir()): Promise<World> {
    const home = await mkdtemp(join(parent, 'artemis-states-'));
    await mkdir(join(home, 'project'));
    await writeFile(join(home, 'project/sum.js'), "import { add } from './add.js';\nexport const sum = (list) => list.reduce(add, 0);\n");
    const plugins = {
      rag: ragPlugin({ stateDir: join(home, 'rag') }),
      kg: kgPlugin({ stateDir: join(home, 'kg') }),
      build: buildPlugin(),
      supervision: supervisionPlugin(),
      mcp: mcpPlugin({ servers: {}, projectDir: join(home, 'project') }),
    };
    const opened = await Promise.all(Object.entries(plugins).map(async ([name, plugin]) => [name, await fallbackOf(plugin)] as const));
    const close = async (): Promise<void> => {
      for (const plugin of Object.values(plugins)) await plugin.dispose?.();
      await rm(home, { recursive: true, force: true });
    };
    return new World(home, Object.fromEntries(opened) as unknown as Fallbacks, close);
  }

  /** Runs a task while the components are in these states. */
  async run(state: WorldState): Promise<WorldRun> {
    const outages = Object.fromEntries(componentNames.map((name) => [name, new Outage(state[name], lives[name])])) as Readonly<
      Record<keyof WorldState, Outage>
    >;
    const [projectDir, stateDir] = [join(this.#home, 'project'), join(this.#home, 'state')];
    const artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir });
    const events: StampedEvent[] = [];
    try {
      await artemis.loadPlugin(scriptedVendor(fallibleModel(outages.reasoning, outages.review)));
      for (const name of componentNames) if (state[name] !== 'absent') await artemis.loadPlugin(this.#plugin(name, outages[name]));
      const result = await artemis.executeTask({ text: 'Write add() in add.js.', projectDir }, { onEvent: (event) => events.push(event) });
      const failures = Object.fromEntries(componentNames.map((name) => [name, outages[name].failures]));
      return { result, events, failures, written: await readFile(join(projectDir, 'add.js'), 'utf8') };
    } finally {
      await artemis.close();
      await rm(stateDir, { recursive: true, force: true });
      for (const file of ['add.js', 'add.test.js']) await rm(join(projectDir, file), { force: true });
    }
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#close();
  }

  /** The real plugin where its dependency is the model; else its real fallback below a stand-in that fails as told. */
  #plugin(name: keyof WorldState, outage: Outage): Plugin {
    if (name === 'reasoning') return reasoningPlugin({ strategy: 'self-check' });
    if (name === 'review') return reviewPlugin();
    const fallback = this.#fallbacks[name];
    return definePlugin({
      name: `@artemis/${name}`,
      apiVersion: 1,
      setup(host) {
        const create = () => (outage.connect(), standIn(name, outage));
        host.register(name, {
          primary: { name: 'stand-in', create },
          fallback: { name: fallback.name, create: () => fallback.instance },
        });
      },
    });
  }
}

/** The last one a plugin registers, made as Artemis would make it. */
async function fallbackOf(plugin: Plugin): Promise<{ readonly name: string; readonly instance: unknown }> {
  let component: Component<unknown> | undefined;
  const host: PluginHost = {
    register: (_capability, given) => void (component = given),
    registerModelVendor: () => {},
    logger: silentLogger,
    metrics: new MetricsCollector({ clock: systemClock }),
    signal: call.signal,
  };
  await plugin.setup(host);
  const fallback = [component?.fallback].flat().at(-1);
  if (!fallback) throw new TypeError(`${plugin.name} registers nothing`);
  return { name: fallback.name, instance: await fallback.create(call) };
}
