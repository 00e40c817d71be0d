import { createHash } from 'node:crypto';
import type { AskModel, LlmAnswer, LlmRequest } from '../capability/llm.ts';
import { RunBlockedError } from '../errors/run-blocked-error.ts';
import type { SwitchPermission } from '../llm/fallback-policy.ts';
import { ModelError } from '../llm/failure/model-error.ts';
import { modelRefusalOf } from '../llm/failure/model-refusal.ts';
import { modelsOutError } from '../llm/failure/models-out-error.ts';
import { AllFailedError } from '../resilience/all-failed-error.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { askOneModel, type Asker } from './ask-one-model.ts';
import { answerInOutage, answerInstead } from './kept-answers.ts';
import type { Run } from './run.ts';
import { waitForModels } from './wait-for-models.ts';

/** One asker's own way to the run's models. */
export interface ModelLine {
  /** Tells the questions of this asker from the same ones of another, who asks at the same time: a resumed run answers each its own. */
  readonly name: string;
  /** Name of the further developer who asks, for the reader. Default: none, the run itself asks. */
  readonly developer?: string;
  /** Name of the model to ask first, as the model list has it. The others stand in for it. Default: the first of the list. */
  readonly model?: string | undefined;
}

/** A question of the run, and its name on record. */
interface Question {
  readonly key: string;
  readonly request: LlmRequest;
  readonly permit: SwitchPermission;
  readonly model: string | undefined;
  readonly by: Asker;
}

/**
 * The run's ways to its models: what the journal has already is answered from there, everything else goes down the model list
 * and is kept before anybody sees it. Once no model answers, the run is blocked and further questions fail at once.
 */
export class ModelLines {
  readonly main: AskModel;
  readonly #run: Run;
  readonly #permit: SwitchPermission;
  readonly #occurrences = new Map<string, number>();
  #blocked: RunBlockedError | undefined;

  constructor(run: Run) {
    this.#run = run;
    this.#permit = run.rules.fallback.permission();
    this.main = this.open({ name: '' });
  }

  /** A line whose questions are told from those of every other line. */
  open({ name, developer, model }: ModelLine): AskModel {
    const by: Asker = developer === undefined ? {} : { developer };
    return (request, call) => this.#ask({ key: this.#keyOf(name, request), request, permit: this.#permit, model, by }, call);
  }

  async #ask(question: Question, call: CallContext): Promise<LlmAnswer> {
    const run = this.#run;
    if (run.journal.has(question.key)) return replay(run, (await run.journal.recall(question.key)) as LlmAnswer, question.by);
    if (this.#blocked) throw this.#blocked;
    try {
      const first = question.model ?? run.rules.fallback.names[0];
      const kept = await answerInstead(run, question.key, first);
      const answer = kept ?? (await waitForModels(run, () => askModels(run, question, call), call));
      await run.journal.remember(question.key, answer);
      return answer;
    } catch (error) {
      if (error instanceof RunBlockedError) this.#blocked = error;
      throw error;
    }
  }

  /** The same question asked twice on one line is two questions: the first answer may have been of no use. */
  #keyOf(line: string, request: LlmRequest): string {
    const hash = createHash('sha256').update(JSON.stringify(request)).digest('hex');
    const question = line === '' ? hash : `${line}:${hash}`;
    const occurrence = (this.#occurrences.get(question) ?? 0) + 1;
    this.#occurrences.set(question, occurrence);
    return `model:${question}#${occurrence}`;
  }
}

async function askModels(run: Run, question: Question, call: CallContext): Promise<LlmAnswer> {
  try {
    return await askList(run, question, call);
  } catch (error) {
    if (!(error instanceof AllFailedError)) throw error;
    // A model that answers, but not to this request, is not away: who asked can ask in another way.
    const refusal = error.causes.find((cause): cause is Error => modelRefusalOf(cause) !== null || isFinal(cause));
    if (refusal !== undefined) throw refusal;
    const blocked = error.causes.find((cause) => cause instanceof RunBlockedError);
    if (blocked !== undefined) throw blocked;
    const kept = await answerInOutage(run, question.key, error);
    if (kept) return kept;
    throw modelsOutError(error, run.rules.fallback.heldBack);
  }
}

async function askList(run: Run, { key, request, permit, model, by }: Question, call: CallContext): Promise<LlmAnswer> {
  let final: ModelError | undefined;
  const served = await run.call(
    'llm',
    async (llm, inner, { name, failures, hasNext }) => {
      // What no model should be asked is not taken from one to the next.
      if (final !== undefined) throw final;
      if (failures[0]) await permit(failures[0].name, name, inner);
      try {
        return { answer: await askOneModel(run, { llm, request, call: inner, mayLeave: hasNext, by }), name };
      } catch (error) {
        if (isFinal(error)) final = error;
        throw error;
      }
    },
    call,
    model,
  );
  await run.rules.cache?.keep(key, served.name, served.answer);
  return served.answer;
}

const isFinal = (error: unknown): error is ModelError => error instanceof ModelError && error.kind === 'stop';

function replay(run: Run, answer: LlmAnswer, by: Asker): LlmAnswer {
  run.emit({ type: 'model.answered', model: answer.model, durationMs: 0, ...answer.usage, usd: 0, replayed: true, ...by });
  return answer;
}
