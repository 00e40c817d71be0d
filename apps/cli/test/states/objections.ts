import { componentNames, type WorldState } from './component-state.ts';
import type { WorldRun } from './world.ts';

/** Who serves when the dependency of a component is away. */
const fallbacks: Readonly<Record<keyof WorldState, string>> = {
  rag: 'lexical',
  kg: 'in-memory',
  reasoning: 'plain-plan',
  build: 'syntax-check',
  review: 'rules',
  supervision: 'one-developer',
  mcp: 'no-servers',
};

/** What is wrong with a run in this state; empty when it is as it was promised. */
export function objections(state: WorldState, run: WorldRun): readonly string[] {
  return [...ofTheEnd(state, run), ...ofWhoServed(state, run), ...ofTheRecord(run)];
}

/** Every run ends well. Only a gate that came back may call it succeeded, and lets the mistake be mended. */
function ofTheEnd({ build }: WorldState, { result, written }: WorldRun): readonly string[] {
  const isJudged = build === 'flaps';
  return [
    ...(result.exitCode === 0 ? [] : [`exit code ${result.exitCode}: ${result.error?.message}`]),
    ...(result.status === (isJudged ? 'succeeded' : 'unverified') ? [] : [`status ${result.status}`]),
    ...(written.includes(isJudged ? 'a + b' : 'a - b') ? [] : [`wrote ${written}`]),
    ...(result.files.map(({ path }) => path).join() === 'add.js,add.test.js' ? [] : [`changed ${JSON.stringify(result.files)}`]),
  ];
}

/** What is not installed is not degraded; what has failed is, by name, with its reason and its fallback. */
function ofWhoServed(state: WorldState, { result, failures }: WorldRun): readonly string[] {
  return componentNames.flatMap((name) => {
    const degraded = result.degraded.filter(({ component }) => component === name);
    if (state[name] === 'absent') {
      const isSaid = result.served.some(({ capability, reason }) => capability === name && reason === 'not-installed');
      return isSaid && degraded.length === 0 ? [] : [`${name} is absent, and that is not what is said`];
    }
    const isFired = (failures[name] ?? 0) > 0;
    const isTold = degraded.length > 0 && degraded.every(({ fallback, reason }) => fallback === fallbacks[name] && reason !== '');
    return [...(isFired ? [] : [`${name} did not fail`]), ...(isTold ? [] : [`${name} failed, and ${JSON.stringify(degraded)} is said`])];
  });
}

function ofTheRecord({ events }: WorldRun): readonly string[] {
  const isNumbered = events.every(({ seq }, index) => seq === index + 1);
  return [...(isNumbered ? [] : ['events are missing']), ...(events.at(-1)?.type === 'run.completed' ? [] : ['the end is not on record'])];
}
