import type { RunResult, StampedEvent } from '@artemis/core';
import { demoAnswers } from './story.ts';
import { ModelProcess } from './model-process.ts';

/** Names of the two models. */
export const primaryModel = 'scripted-primary';
export const fallbackModel = 'scripted-fallback';

/** Longest wait of the fallback's answer for the return of the primary, in milliseconds. */
const patienceMs = 8_000;

/** Lets the story happen: watches the run, kills the primary, starts it again, and remembers what really happened. */
export class Director {
  readonly #fallback: ModelProcess;
  readonly #say: (text: string) => void;
  readonly #happened = new Set<Beat>();
  #primary: ModelProcess;
  #impatience: NodeJS.Timeout | undefined;
  #restart: Promise<void> = Promise.resolve();

  constructor(primary: ModelProcess, fallback: ModelProcess, say: (text: string) => void) {
    this.#primary = primary;
    this.#fallback = fallback;
    this.#say = say;
  }

  /** Follows the run. What it does takes effect before the run goes on, or in the background. */
  watch(event: StampedEvent): void {
    if (event.type === 'gate.completed') this.#onGate(event);
    if (event.type === 'circuit.changed' && event.component === 'llm') this.#onCircuit(event);
    if (event.type === 'model.answered') this.#onAnswer(event);
    if (event.type === 'component.recovered' && event.component === 'llm') this.#happened.add('recovered');
  }

  /** What should have happened and did not, as sentences. */
  missing(result: RunResult | null): readonly string[] {
    if (result?.status === 'succeeded') this.#happened.add('succeeded');
    return (Object.keys(beats) as Beat[]).filter((beat) => !this.#happened.has(beat)).map((beat) => beats[beat]);
  }

  /** Ends both models. */
  async end(): Promise<void> {
    clearTimeout(this.#impatience);
    await this.#restart;
    for (const model of [this.#primary, this.#fallback]) model.kill();
    await Promise.all([this.#primary.gone(), this.#fallback.gone()]);
  }

  #onGate({ report }: Extract<StampedEvent, { readonly type: 'gate.completed' }>): void {
    const failed = report.tests?.some(({ status }) => status === 'failed') ?? false;
    if (report.status === 'failed' && failed && !this.#happened.has('red')) {
      this.#happened.add('red');
      this.#say(`real tests are red. Now the ${primaryModel} dies: kill -9 ${this.#primary.pid}`);
      this.#primary.kill();
      void this.#primary.gone().then((signal) => signal === 'SIGKILL' && this.#happened.add('killed'));
    }
    if (report.status === 'passed' && report.evidence.kind !== 'none') this.#happened.add('green');
  }

  #onCircuit({ implementation, to }: Extract<StampedEvent, { readonly type: 'circuit.changed' }>): void {
    if (!implementation.endsWith(primaryModel)) return;
    if (to === 'open' && !this.#happened.has('opened')) {
      this.#happened.add('opened');
      this.#say(`the ${primaryModel} is started again on port ${this.#primary.port}, while the ${fallbackModel} answers`);
      this.#impatience = setTimeout(() => this.#fallback.goOn(), patienceMs);
      this.#restart = this.#startAgain();
    }
    if (to === 'closed') {
      this.#happened.add('closed');
      this.#say('nobody had to call it: the background probe has found it');
      this.#fallback.goOn();
    }
  }

  #onAnswer({ model }: Extract<StampedEvent, { readonly type: 'model.answered' }>): void {
    if (model === fallbackModel && this.#happened.has('opened')) this.#happened.add('fallback');
    if (model === primaryModel && this.#happened.has('closed')) this.#happened.add('returned');
  }

  async #startAgain(): Promise<void> {
    try {
      await this.#primary.gone();
      this.#primary = await ModelProcess.start({ model: primaryModel, answers: [demoAnswers.third], port: this.#primary.port });
    } catch (error) {
      this.#say(String(error));
      this.#fallback.goOn();
    }
  }
}

/** What makes the story, in order, each as what is said when it is missing. */
const beats = {
  red: 'the tests of the first attempt did not fail',
  killed: `the process of the ${primaryModel} was not killed`,
  opened: `the circuit of the ${primaryModel} did not open`,
  fallback: `the ${fallbackModel} did not serve`,
  closed: `the circuit of the ${primaryModel} did not close again`,
  returned: `the ${primaryModel} did not serve again`,
  recovered: 'the run did not say that the model has recovered',
  green: 'no gate passed with evidence that it could have failed',
  succeeded: 'the run did not succeed',
} as const;

type Beat = keyof typeof beats;
