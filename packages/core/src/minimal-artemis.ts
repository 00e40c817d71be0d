import { ComponentRegistry } from './component/component-registry.ts';
import { askOneShot } from './developer/one-shot-developer.ts';
import { patchOf, type OneShotAnswer } from './developer/one-shot-answer.ts';
import { Redactor } from './errors/redact.ts';
import { EventStream } from './events/event-stream.ts';
import { executeTask, type ExecuteOptions, type RunHost } from './executor/execute-task.ts';
import { floors } from './floor/floors.ts';
import { RunStore } from './journal/run-store.ts';
import { openAiModel } from './llm/openai-model.ts';
import type { ModelSettings } from './plugin/plugin.ts';
import { nodeFileSystem } from './ports/node-file-system.ts';
import { systemLocks } from './ports/system-locks.ts';
import { systemClock } from './ports/system-clock.ts';
import { systemRandom } from './ports/system-random.ts';
import type { RunResult } from './task/run-result.ts';
import type { RunEvent } from './task/run-event.ts';
import type { TaskLimits } from './task/task.ts';

/** What the smallest Artemis needs. */
export interface MinimalArtemisOptions {
  /** Absolute path of the project folder. Every change stays inside it. */
  readonly projectDir: string;
  readonly model: ModelSettings;
  /** Absolute path of the folder that keeps runs, such as `$XDG_STATE_HOME/artemis`. */
  readonly stateDir: string;
}

/** What a minimal run gives back: the model's answer, and the result that says what became of it. */
export interface MinimalResult extends Partial<OneShotAnswer> {
  readonly run: RunResult;
}

/**
 * The smallest Artemis that works: one model and the workspace. No plugin is loaded, no gate runs, so a run is at best
 * `unverified`.
 */
export class MinimalArtemis {
  readonly #options: MinimalArtemisOptions;

  constructor(options: MinimalArtemisOptions) {
    this.#options = options;
  }

  /** Asks the model once, writes the files it answers with, and says what it did. An abort cancels the run and keeps what is done. */
  async executeTask(text: string, options: ExecuteOptions & { readonly limits?: TaskLimits } = {}): Promise<MinimalResult> {
    const { projectDir } = this.#options;
    let answer: OneShotAnswer | undefined;
    const host = this.#host((given) => (answer = given));
    const task = { text, projectDir, ...(options.limits && { limits: options.limits }) };
    try {
      const run = await executeTask(host, task, options);
      return { ...answer, run };
    } finally {
      await host.components.dispose();
    }
  }

  #host(onAnswer: (answer: OneShotAnswer) => void): RunHost {
    const { model, stateDir } = this.#options;
    const [clock, random, fileSystem] = [systemClock, systemRandom, nodeFileSystem];
    const redactor = new Redactor(model.apiKey === undefined ? [] : [model.apiKey]);
    const events = new EventStream<RunEvent>();
    const developer = {
      name: 'single-developer',
      instance: {
        develop: async (...[request, call]: Parameters<typeof askOneShot>) => {
          const answer = await askOneShot(request, call);
          onAnswer(answer);
          return patchOf(answer);
        },
      },
    };
    const components = new ComponentRegistry({ floors: { ...floors, supervision: developer }, events, clock, random });
    components.registerLadder('llm', [openAiModel(model)], '@artemis/core');
    const runs = new RunStore({ root: `${stateDir}/runs`, fileSystem, random });
    return {
      components,
      events,
      runs,
      clock,
      random,
      fileSystem,
      locks: systemLocks,
      redact: (json) => redactor.redactJson(json),
      model: model.model,
      plugins: [],
    };
  }
}
