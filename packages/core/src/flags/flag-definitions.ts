import type { OptionalCapability } from '../capability/capabilities.ts';

/** What is known of a flag. */
interface FlagDefinition {
  /** Key in OpenFeature's form, `area.kebab-name`. */
  readonly key: string;
  /** `core` features are always on; a `capability` flag switches that capability; a `behaviour` flag switches a way of working. */
  readonly kind: 'core' | 'capability' | 'behaviour';
  readonly byDefault: boolean;
  /** Names of the component in profiles, the present one first. A file may say each with `enable_` before it. */
  readonly names: readonly [string, ...string[]];
  /** What the flag governs, as one sentence. */
  readonly meaning: string;
}

/** Every feature flag. */
export const flagDefinitions = {
  enableBasicExecution: {
    key: 'core.basic-execution',
    kind: 'core',
    byDefault: true,
    names: ['basic_execution'],
    meaning: 'Tasks are executed.',
  },
  enableErrorHandling: {
    key: 'core.error-handling',
    kind: 'core',
    byDefault: true,
    names: ['error_handling'],
    meaning: 'Failures become coded results.',
  },
  enableFileOperations: {
    key: 'core.file-operations',
    kind: 'core',
    byDefault: true,
    names: ['file_operations'],
    meaning: 'Patches are written to the project.',
  },
  enableRag: { key: 'rag.enabled', kind: 'capability', byDefault: true, names: ['rag'], meaning: 'Context is retrieved from the project.' },
  enableKg: {
    key: 'kg.enabled',
    kind: 'capability',
    byDefault: true,
    names: ['kg', 'knowledge_graph'],
    meaning: 'The graph of the code is asked for context.',
  },
  enableSupervision: {
    key: 'supervision.enabled',
    kind: 'capability',
    byDefault: true,
    names: ['supervision', 'supervisor'],
    meaning: 'A supervisor may employ several developers.',
  },
  enableReview: {
    key: 'review.enabled',
    kind: 'capability',
    byDefault: true,
    names: ['review', 'code_review'],
    meaning: 'Patches are reviewed.',
  },
  enableReasoning: {
    key: 'reasoning.enabled',
    kind: 'capability',
    byDefault: true,
    names: ['reasoning', 'reasoning_strategies'],
    meaning: 'Plans are made by a reasoning strategy.',
  },
  enableBuild: {
    key: 'build.enabled',
    kind: 'capability',
    byDefault: true,
    names: ['build', 'build_managers', 'build_system'],
    meaning: 'The project is built and tested.',
  },
  enableMcp: {
    key: 'mcp.enabled',
    kind: 'capability',
    byDefault: true,
    names: ['mcp', 'mcp_servers'],
    meaning: 'Developers may use the tools of MCP servers.',
  },
  enableCheckpointRecovery: {
    key: 'run.checkpoint-recovery',
    kind: 'behaviour',
    byDefault: true,
    names: ['checkpoint_recovery'],
    meaning: 'An interrupted run can be resumed from its journal.',
  },
  enableLearning: {
    key: 'run.learning',
    kind: 'behaviour',
    byDefault: false,
    names: ['learning'],
    meaning: 'Accepted solutions are remembered and offered as context.',
  },
  enableArbitration: {
    key: 'supervision.arbitration',
    kind: 'behaviour',
    byDefault: false,
    names: ['arbitration'],
    meaning: 'Among several solutions the gates choose one.',
  },
  enableCaching: {
    key: 'llm.caching',
    kind: 'behaviour',
    byDefault: true,
    names: ['caching'],
    meaning: 'Answers of the model may be served from the cache.',
  },
  enableParallelAgents: {
    key: 'supervision.parallel-agents',
    kind: 'behaviour',
    byDefault: false,
    names: ['parallel_agents'],
    meaning: 'Developers work at the same time.',
  },
} as const satisfies Readonly<Record<string, FlagDefinition>> & Readonly<Record<`enable${Capitalize<OptionalCapability>}`, FlagDefinition>>;

/** Name of a flag, such as `enableRag`. */
export type FlagName = keyof typeof flagDefinitions;

/** All flag names, in the order of their definition. */
export const flagNames = Object.keys(flagDefinitions) as readonly FlagName[];

/** The capabilities a run can do without, in the order of their flags. */
export const optionalCapabilities = flagNames
  .filter((flag) => flagDefinitions[flag].kind === 'capability')
  .map((flag) => flagDefinitions[flag].names[0]) as readonly OptionalCapability[];

/** The flag that switches a capability. */
export function flagOf<K extends OptionalCapability>(capability: K): `enable${Capitalize<K>}` {
  return `enable${capability.charAt(0).toUpperCase()}${capability.slice(1)}` as `enable${Capitalize<K>}`;
}
