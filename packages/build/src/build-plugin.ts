import { homedir, tmpdir } from 'node:os';
import * as promises from 'node:fs/promises';
import { definePlugin, systemClock, systemRandom, type CallContext, type Plugin } from '@artemis/core';
import { systemProcesses } from '@artemis/process';
import type { BuildOptions, BuildPorts } from './build-options.ts';
import { ProjectBuilder } from './builder/project-builder.ts';
import { Workshop } from './builder/workshop.ts';
import { buildHealth, type BuildHealth } from './health/build-health.ts';
import { SyntaxBuilder } from './syntax/syntax-builder.ts';

/**
 * The build plugin: registers the project's own build and tests, run in a sandbox, and below it a syntax check.
 * Nothing happens on import, and nothing is started before the first call.
 */
export default function buildPlugin(options: BuildOptions = {}): Plugin {
  return definePlugin({
    name: '@artemis/build',
    apiVersion: 1,
    setup(host) {
      const parts = partsOf(options);
      host.register('build', {
        primary: {
          name: 'project-tool',
          create: () => new ProjectBuilder(new Workshop(parts), parts.ports.clock, options),
          checkHealth: async (_builder, call) => void (await new Workshop(parts).sandbox(call)),
          dispose: (builder) => (builder instanceof ProjectBuilder ? builder.close() : undefined),
        },
        fallback: { name: 'syntax-check', create: () => new SyntaxBuilder(parts.ports.clock, parts.ports.fs) },
      });
    },
  });
}

/** Says which sandbox and which tools are on this machine, with their versions. */
export function checkBuildHealth(options: BuildOptions, call: CallContext): Promise<BuildHealth> {
  const { ports, toolchain } = partsOf(options);
  return buildHealth({ ...ports, toolchain }, call);
}

/**
 * Makes sure that the policy of `options` can be met on this machine; to be asked before a run begins.
 *
 * @returns The name of the sandbox that will be used.
 * @throws RunRefusedError `ARTEMIS_E_SANDBOX_REQUIRED` (exit code 77) or ProcessError `ARTEMIS_E_SANDBOX_UNAVAILABLE`, with the reason.
 */
export async function ensureSandbox(options: BuildOptions, call: CallContext): Promise<string> {
  return (await new Workshop(partsOf(options)).sandbox(call)).name;
}

function partsOf(options: BuildOptions) {
  const scratchParent = options.scratchDir ?? tmpdir();
  const system = { clock: systemClock, random: systemRandom, fs: promises, ...options.ports };
  const { processes, toolchain } = systemProcesses({ ...system, searchPath: options.searchPath, watchedDir: scratchParent });
  const ports: BuildPorts = { ...system, processes: options.ports?.processes ?? processes };
  return { options, ports, toolchain, userHome: options.userHome ?? homedir(), scratchParent };
}
