// The plugin
export { default } from './build-plugin.ts';
export { checkBuildHealth, default as buildPlugin, ensureSandbox } from './build-plugin.ts';
export type { BuildOptions, BuildPorts } from './build-options.ts';
export { buildErrorCodes, type BuildErrorCode } from './error-codes.ts';
export { BuildError } from './build-error.ts';
export type { BuildHealth, ToolHealth } from './health/build-health.ts';
export type { Gate, GateStep, RunnerId } from './detect/gate.ts';
export type { Limits } from '@artemis/process';
export type { ProcessRunner } from '@artemis/process';
