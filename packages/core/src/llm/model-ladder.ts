import type { Llm } from '../capability/llm.ts';
import type { Implementation } from '../component/component.ts';

/** While others stand below it, a dead model is tried less and less often: each trial costs the question that makes it time. */
const open = { factor: 3, maxWaitMs: 300_000 };

/** The models of a list as a ladder. The last one keeps the breaker of its vendor: when all are away it is the way back. */
export const modelLadder = (models: readonly Implementation<Llm>[]): readonly Implementation<Llm>[] =>
  models.map((model, index) => (index === models.length - 1 ? model : triedSeldom(model)));

/** Methods are passed on by call, since the object may be of a class. */
function triedSeldom(model: Implementation<Llm>): Implementation<Llm> {
  return {
    ...model,
    name: model.name,
    breaker: { ...model.breaker, open: { ...model.breaker?.open, ...open } },
    create: (call) => model.create(call),
    ...(model.checkHealth && { checkHealth: async (llm, call) => model.checkHealth?.(llm, call) }),
    ...(model.dispose && { dispose: (llm) => model.dispose?.(llm) }),
    ...(model.renewAfter && { renewAfter: (error) => model.renewAfter?.(error) ?? false }),
  };
}
