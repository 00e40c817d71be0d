import type { LlmUsage, ModelPrice } from '../capability/llm.ts';

/** Price of a call in US dollars; `null` when the model's price is unknown. */
export function usdOf({ inputTokens, outputTokens }: LlmUsage, price: ModelPrice | undefined): number | null {
  if (!price) return null;
  return (inputTokens * price.inputUsdPerMillion + outputTokens * price.outputUsdPerMillion) / 1_000_000;
}
