// The plugin
export { default } from './supervision-plugin.ts';
export { default as supervisionPlugin } from './supervision-plugin.ts';
export type { SupervisionOptions, SupervisionPorts, TeamMode } from './supervision-options.ts';
export type { RestartLimits } from './team/restarts.ts';
export type { WrappedAgent } from './wrap/wrapped-agent.ts';

// What killed runs have left
export { findLeftTrees, removeLeftTrees } from './tree/left-trees.ts';

// Errors
export { SupervisionError } from './supervision-error.ts';
export { supervisionErrorCodes, type SupervisionErrorCode } from './error-codes.ts';
