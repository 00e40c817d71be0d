import type { AskModel, LlmAnswer } from '../capability/llm.ts';
import type { Developer } from '../capability/supervision.ts';
import { agentDeveloper } from './agent-developer.ts';
import { oneShotDeveloper } from './one-shot-developer.ts';
import { ToolsUnusableError } from './tools-unusable-error.ts';

/**
 * One developer: the agent, or where the model cannot use tools the one-shot developer. It says so. It remembers nothing from one
 * attempt to the next: a resumed run has to ask the same questions as the one that was interrupted.
 */
export const singleDeveloper: Developer = {
  async develop(request, call) {
    try {
      return await agentDeveloper.develop(request, call);
    } catch (error) {
      if (!(error instanceof ToolsUnusableError)) throw error;
      request.report({ type: 'warning.raised', message: `${error.message} The one-shot developer serves instead.` });
      return oneShotDeveloper.develop({ ...request, ask: startingWith(error.answer, request.ask) }, call);
    }
  },
};

/** A way to ask whose first answer is there already. */
function startingWith(answer: LlmAnswer | undefined, ask: AskModel): AskModel {
  let given = answer;
  return (request, call) => {
    const first = given;
    given = undefined;
    return first ? Promise.resolve(first) : ask(request, call);
  };
}
