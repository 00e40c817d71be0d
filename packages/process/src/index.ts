// Processes
export { systemProcesses, type SystemProcesses, type SystemProcessesOptions } from './run/system-processes.ts';
export type { Command } from './run/command.ts';
export type { ProcessRunner } from './run/process-runner.ts';
export type { Ending, ProcessResult } from './run/process-result.ts';
export type { ProcessExit, ProcessStarter, RunningProcess } from './run/running-process.ts';
export { fullLimits, type FullLimits, type Limits, type SharedLimits } from './run/limits.ts';
export { plainEnvironment } from './run/plain-environment.ts';
export { Toolchain, type InstalledTool } from './run/toolchain.ts';
export { isInside } from './run/is-inside.ts';

// Sandboxes
export type { Mount, Network, Room, RoomCommand, Sandbox } from './sandbox/sandbox.ts';
export { chooseSandbox, type SandboxPolicy } from './sandbox/choose-sandbox.ts';
export { findSandbox } from './sandbox/find-sandbox.ts';
export type { SandboxProbe, SandboxSearch } from './sandbox/sandbox-probe.ts';
export { openRoom, type OpenRoom, type RoomRequest } from './sandbox/open-room.ts';
export { writeEtc } from './sandbox/write-etc.ts';

// The disk
export type { ProcessFileSystem } from './disk/process-file-system.ts';
export { ownerMark } from './disk/owner-mark.ts';
export { sweepFolders, type SweepFileSystem } from './disk/sweep-folders.ts';
export type { CopyFileSystem } from './disk/copy-file-system.ts';
export { copyFiles } from './disk/copy-files.ts';
export { walkCopy, walkProject, type ProjectWalk } from './disk/walk-project.ts';

// Errors
export { ProcessError } from './process-error.ts';
export { processErrorCodes, type ProcessErrorCode } from './error-codes.ts';
