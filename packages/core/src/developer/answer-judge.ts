import type { LlmAnswer } from '../capability/llm.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { ModelError } from '../llm/failure/model-error.ts';
import { endsInRepetition } from '../llm/answer/repetition-detector.ts';
import { ToolsUnusableError } from './tools-unusable-error.ts';

/** What to do with an answer: run its calls, tell the model what was wrong, or take its words as the end. */
export type Verdict =
  | { readonly kind: 'calls' }
  | { readonly kind: 'nudge'; readonly fault: AnswerFault; readonly text: string }
  | { readonly kind: 'over' };

/** What can be wrong with an answer. */
export type AnswerFault = 'empty' | 'cut' | 'repeated' | 'prose';

const nudges: Readonly<Record<AnswerFault, string>> = {
  empty: 'Your last answer was empty. Go on with a tool call; call finish when the task is done.',
  cut: 'Your last answer was cut off at its limit, and nothing of it was done. Do less at once: one call, smaller pieces of a file.',
  repeated: 'Your last answer only repeated itself. Go on with a tool call; call finish when the task is done.',
  prose: 'Nothing happens unless you call a tool. Go on with a tool call; call finish when the task is done.',
};

/** Tells answers that go on with the work from those that do not. Each fault is pardoned once between two answers that do. */
export class AnswerJudge {
  readonly #pardoned = new Set<AnswerFault>();
  #hasCalled = false;

  /** Whether the model has ever called a tool. */
  get hasCalled(): boolean {
    return this.#hasCalled;
  }

  /**
   * @throws ToolsUnusableError when the model has never called a tool and does not after a nudge, or answers with the whole work.
   * @throws ArtemisError `ARTEMIS_E_INVALID_ANSWER` when the same fault comes twice in a row, `ARTEMIS_E_MODEL_REFUSED` when a filter cut the answer.
   */
  judge(answer: LlmAnswer): Verdict {
    const fault = faultOf(answer);
    if (fault === null) {
      this.#hasCalled = true;
      this.#pardoned.clear();
      return { kind: 'calls' };
    }
    if (!this.#hasCalled && isWholeWork(answer.content)) throw new ToolsUnusableError('it answered with files instead', { answer });
    if (!this.#pardoned.has(fault)) {
      this.#pardoned.add(fault);
      return { kind: 'nudge', fault, text: nudges[fault] };
    }
    if (!this.#hasCalled) throw new ToolsUnusableError(`its answers were ${fault}`);
    if (fault === 'prose') return { kind: 'over' };
    throw new ArtemisError('ARTEMIS_E_INVALID_ANSWER', `The answer of ${answer.model} was ${fault}, twice in a row.`, {
      hint: 'Try again, ask for less at once, or use a stronger model.',
      facts: { fault, model: answer.model },
    });
  }
}

function faultOf({ content, toolCalls, finishReason, model }: LlmAnswer): AnswerFault | null {
  if (finishReason === 'content-filter') {
    throw new ModelError('ARTEMIS_E_MODEL_REFUSED', `A filter cut the answer of ${model}.`, {
      kind: 'stop',
      hint: 'Word the task differently, or choose another model.',
    });
  }
  // The calls of a cut answer may be cut themselves: half a file would be written.
  if (finishReason === 'length') return 'cut';
  if (toolCalls.length > 0) return null;
  const text = content.trim();
  if (text === '') return 'empty';
  return endsInRepetition(text) ? 'repeated' : 'prose';
}

/** Whether a text looks like the one-shot answer: files in JSON. The one-shot developer reads it properly. */
const isWholeWork = (content: string): boolean => /"(?:filename|implementation)"\s*:/.test(content) && /"content"\s*:/.test(content);
