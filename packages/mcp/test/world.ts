import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Artemis,
  type AbsentTools,
  type Llm,
  type MetricsDocument,
  type RunResult,
  type StampedEvent,
  type Tool,
  type ToolList,
} from '@artemis/core';
import { scriptedLlm, scriptedVendor, type FakeClock, type ScriptedAnswer, type ScriptedLlm } from '@artemis/core/testing';
import mcpPlugin, { type McpErrorCode, type McpOptions, type McpPorts } from '@artemis/mcp';
import { approveAll } from './approve-all.ts';
import { call } from './call.ts';

/** How a world is made. */
export interface WorldOptions {
  readonly servers: Readonly<Record<string, unknown>>;
  /** Whether the user has approved every tool there is. Default: true. */
  readonly approved?: boolean;
  /** Names of servers that may work together. */
  readonly together?: readonly string[];
  readonly ports?: McpPorts;
  readonly script?: readonly [ScriptedAnswer, ...ScriptedAnswer[]];
  /** Awaited before the model's nth answer, from 1. */
  readonly before?: (answer: number, world: World) => Promise<unknown>;
}

/** An Artemis with servers, a scripted model and an empty project. */
export class World {
  readonly artemis: Artemis;
  readonly llm: ScriptedLlm;
  readonly projectDir: string;
  readonly options: McpOptions & { readonly approvalsFile: string };
  readonly events: StampedEvent[] = [];
  readonly #home: string;

  private constructor(home: string, options: World['options'], llm: ScriptedLlm) {
    this.#home = home;
    this.options = options;
    this.projectDir = join(home, 'project');
    this.llm = llm;
    this.artemis = new Artemis({ models: [{ vendor: 'scripted', model: 'scripted' }], stateDir: join(home, 'state') });
  }

  static async open({ servers, approved = true, together, ports, script = ['nothing'], before }: WorldOptions): Promise<World> {
    const home = await mkdtemp(join(tmpdir(), 'artemis-mcp-'));
    const projectDir = join(home, 'project');
    await mkdir(projectDir);
    const options = { servers, projectDir, approvalsFile: join(home, 'approved.json'), ...(ports && { ports }) };
    if (approved) await approveAll({ servers, projectDir, approvalsFile: options.approvalsFile }, together);
    const world = new World(home, options, scriptedLlm(...script));
    const llm: Llm = {
      model: 'scripted',
      async complete(request, inner) {
        await before?.(world.llm.requests.length + 1, world);
        return world.llm.complete(request, inner);
      },
    };
    await world.artemis.loadPlugin(scriptedVendor(llm));
    await world.artemis.loadPlugin(mcpPlugin(options));
    return world;
  }

  /** Lets the time pass after which servers are started that a run can do without. */
  async wake(clock: FakeClock): Promise<void> {
    await this.list();
    await this.list();
    await clock.advanceAsync(150);
    await this.listWhen(({ absent }) => clock.pendingTimers > 0 || absent.length === 0);
    await clock.advanceAsync(100);
  }

  /** What is offered and what is missing at this moment. */
  async list(): Promise<ToolList> {
    return (await this.artemis.components.call('mcp', (source, inner) => source.tools(inner), call)).value;
  }

  /** Names of the offered tools, once there are any, or for as long as `until` is not true. */
  async names(until: (list: ToolList) => boolean = ({ tools }) => tools.length > 0): Promise<readonly string[]> {
    return (await this.listWhen(until)).tools.map(({ name }) => name);
  }

  /** Asks until the answer is right, or the test has no more time. */
  async listWhen(until: (list: ToolList) => boolean): Promise<ToolList> {
    for (;;) {
      const list = await this.list();
      if (until(list)) return list;
      await new Promise(setImmediate);
    }
  }

  /** The tool of a name, once it is offered. */
  async tool(name: string): Promise<Tool> {
    const { tools } = await this.listWhen((list) => list.tools.some((tool) => tool.name === name));
    const tool = tools.find((one) => one.name === name);
    if (!tool) throw new TypeError(`there is no ${name}`);
    return tool;
  }

  /** What is missing of a server, once that has one of these codes. */
  async absent(origin: string, ...codes: readonly McpErrorCode[]): Promise<AbsentTools> {
    const isWanted = (one: AbsentTools): boolean => one.origin === origin && codes.some((code) => code === one.code);
    const { absent } = await this.listWhen((list) => list.absent.some(isWanted));
    return absent.filter(isWanted)[0] ?? { origin, state: 'gone', reason: '', required: false };
  }

  metrics(): MetricsDocument {
    return this.artemis.metrics.exportJson();
  }

  run(text = 'Write a.txt.'): Promise<RunResult> {
    return this.artemis.executeTask({ text, projectDir: this.projectDir }, { onEvent: (event) => void this.events.push(event) });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.artemis.close();
    await rm(this.#home, { recursive: true, force: true });
  }
}
