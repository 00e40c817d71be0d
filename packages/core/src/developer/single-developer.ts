import type { AskModel, LlmAnswer } from '../capability/llm.ts';
import type { Developer } from '../capability/supervision.ts';
import { agentDeveloper } from './agent-developer.ts';
import { oneShotDeveloper } from './one-shot-developer.ts';
import { ToolsUnusableError } from './tools-unusable-error.ts';

/** Runs whose model has shown that it cannot use tools, by their way to ask. */
const withoutTools = new WeakSet<AskModel>();

/** One developer: the agent, or where the model cannot use tools the one-shot developer, for the rest of the run. It says so. */
export const singleDeveloper: Developer = {
  async develop(request, call) {
    if (withoutTools.has(request.ask)) return oneShotDeveloper.develop(request, call);
    try {
      return await agentDeveloper.develop(request, call);
    } catch (error) {
      if (!(error instanceof ToolsUnusableError)) throw error;
      withoutTools.add(request.ask);
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
