import { cp, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Artemis } from '../../src/artemis.ts';
import type { VerifyRequest } from '../../src/capability/build.ts';
import type { DevelopRequest } from '../../src/capability/supervision.ts';
import type { StampedEvent } from '../../src/events/stamped-event.ts';
import { definePlugin } from '../../src/plugin/define-plugin.ts';
import type { CallContext } from '../../src/resilience/call-context.ts';
import { scriptedLlm, type ScriptedLlm } from '../../src/testing/scripted-llm.ts';
import type { BuildReport } from '../../src/task/build-report.ts';
import type { Patch } from '../../src/task/patch.ts';
import type { RunResult } from '../../src/task/run-result.ts';
import { makeHome, type Home } from './asking.ts';
import { green, plug } from './with-components.ts';

/** How the first developer of a run works. */
export type Lead = (request: DevelopRequest, call: CallContext) => Promise<Patch>;

/** A patch of one file. */
export const patchOf = (content: string, path = 'add.js'): Patch => ({
  approach: 'add it',
  changes: [{ kind: 'write', path, content }],
});

/** A question to a model. */
export const question = { messages: [{ role: 'user', content: 'What now?' }] } as const;

/** A project with one file, two models of two vendors, and a gate that always passes and keeps what it was asked. */
export class Branching implements AsyncDisposable {
  readonly home: Home;
  readonly events: StampedEvent[] = [];
  readonly judged: VerifyRequest[] = [];
  /** What the gate says. */
  report: BuildReport = green;
  llms: { readonly small: ScriptedLlm; readonly large: ScriptedLlm };
  #artemis: Artemis | undefined;

  private constructor(home: Home) {
    this.home = home;
    this.llms = { small: scriptedLlm(() => 'small'), large: scriptedLlm(() => 'large') };
  }

  static async start(): Promise<Branching> {
    const home = await makeHome();
    await writeFile(join(home.projectDir, 'old.js'), 'old\n');
    return new Branching(home);
  }

  async copyOfProject(): Promise<string> {
    const directory = await mkdtemp(join(this.home.path, 'copy-'));
    await cp(this.home.projectDir, directory, { recursive: true });
    return directory;
  }

  /** Runs a task whose first developer works like this. */
  async develop(work: Lead, signal?: AbortSignal): Promise<RunResult> {
    const { home, events, judged, llms } = this;
    const artemis = new Artemis({
      models: Object.keys(llms).map((model) => ({ vendor: model === 'small' ? 'one' : 'two', model })),
      stateDir: home.stateDir,
    });
    this.#artemis = artemis;
    await artemis.loadPlugin(
      definePlugin({
        name: 'artemis-plugin-models',
        apiVersion: 1,
        setup: (host) => {
          host.registerModelVendor('one', () => ({ name: 'one/small', create: () => llms.small }));
          host.registerModelVendor('two', () => ({ name: 'two/large', create: () => llms.large }));
        },
      }),
    );
    const baseline = async () => ({ madeBy: 'scripted', facts: null });
    const verify = async (request: VerifyRequest) => {
      judged.push(request);
      return this.report;
    };
    await plug(artemis, { supervision: { develop: work }, build: { baseline, verify } });
    const task = { text: 'add two numbers', projectDir: home.projectDir };
    return artemis.executeTask(task, { onEvent: (event) => events.push(event), ...(signal && { signal }) });
  }

  /** Takes the run up again. */
  async resume(runId: string): Promise<RunResult | undefined> {
    return this.#artemis?.resume(runId);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#artemis?.close();
    await this.home[Symbol.asyncDispose]();
  }
}
