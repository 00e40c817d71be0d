import { oneShotDeveloper, singleDeveloper, type AskModel, type DevelopRequest } from '@artemis/core';
import type { Workstyle } from './worker.ts';

const testsFirst =
  'Work in this order: first write tests that say what the task asks for and run the gate to see them fail; then change the code ' +
  'until they pass. Do not weaken a test to make it pass.';

const agent: Workstyle = { title: 'agent', develop: (request, call) => singleDeveloper.develop(request, call) };

const testFirstAgent: Workstyle = {
  title: 'agent, tests first',
  develop: (request, call) => singleDeveloper.develop({ ...request, prompt: `${request.prompt}\n\n${testsFirst}` }, call),
};

const oneAnswer: Workstyle = { title: 'one answer', develop: (request, call) => oneShotDeveloper.develop(request, call) };

/** The ways of working, the usual one first. */
export const workstyles = [agent, testFirstAgent, oneAnswer] as const satisfies readonly Workstyle[];

/** The same way of working with another temperature. Models that know no temperature are asked without. */
export const atTemperature = (style: Workstyle, temperature: number): Workstyle => ({
  title: `${style.title}, temperature ${temperature}`,
  develop: (request, call, tree) => style.develop(asking(request, temperature), call, tree),
});

function asking(request: DevelopRequest, temperature: number): DevelopRequest {
  const ask: AskModel = (question, call) => request.ask({ temperature, ...question }, call);
  return { ...request, ask };
}
