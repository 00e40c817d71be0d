import type { ComponentHealth } from '@artemis/core';

/** A model that is not configured is no component; the reader has to see it all the same. What everything depends on comes first. */
export function withModel(components: readonly ComponentHealth[]): readonly ComponentHealth[] {
  const isModel = ({ capability }: ComponentHealth): boolean => capability === 'llm';
  if (components.some(isModel)) return [...components.filter(isModel), ...components.filter((component) => !isModel(component))];
  const missing: ComponentHealth = {
    capability: 'llm',
    state: 'unhealthy',
    owner: '@artemis/core',
    servedBy: null,
    probed: false,
    latencyMs: null,
    message: 'no model is configured: set OPENAI_API_KEY, or OPENAI_BASE_URL for a local server',
    checkedAt: new Date().toISOString(),
    circuits: [],
  };
  return [missing, ...components];
}
