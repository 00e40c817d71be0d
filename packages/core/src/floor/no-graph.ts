import type { CodeGraph } from '../capability/kg.ts';

/** Knows of no relation. */
export const noGraph: CodeGraph = { related: async () => [] };
