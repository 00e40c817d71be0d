import type { ProcessFileSystem } from '../disk/process-file-system.ts';
import type { ProcessRunner } from '../run/process-runner.ts';
import type { Toolchain } from '../run/toolchain.ts';
import type { Sandbox } from './sandbox.ts';

/** What was found when a sandbox was tried. */
export type SandboxProbe =
  | { readonly works: true; readonly sandbox: Sandbox; readonly version: string }
  | { readonly works: false; readonly reason: string };

/** What a search for a sandbox needs. */
export interface SandboxSearch {
  readonly fs: ProcessFileSystem;
  readonly processes: ProcessRunner;
  readonly toolchain: Toolchain;
}
