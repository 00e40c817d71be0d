import * as promises from 'node:fs/promises';
import { availableParallelism, homedir, tmpdir } from 'node:os';
import { definePlugin, singleDeveloper, systemClock, type Developer, type Plugin } from '@artemis/core';
import { systemProcesses } from '@artemis/process';
import { checkOptions } from './check-options.ts';
import { SeveralDevelopers } from './several-developers.ts';
import type { SupervisionOptions, SupervisionPorts } from './supervision-options.ts';
import { Trees } from './tree/trees.ts';
import { AgentRooms } from './wrap/agent-room.ts';
import { wrappedStyle } from './wrap/wrapped-style.ts';

/**
 * The supervision plugin: registers several developers who work at the same time, and below them the one developer of core. Nothing
 * happens on import, and nothing is started or made before the first call.
 *
 * @throws InvalidOptionError `ARTEMIS_E_INVALID_OPTION` when it is set up with an option that cannot be.
 */
export default function supervisionPlugin(options: SupervisionOptions = {}): Plugin {
  return definePlugin({
    name: '@artemis/supervision',
    apiVersion: 1,
    setup(host) {
      checkOptions(options);
      host.register('supervision', {
        primary: {
          name: 'several-developers',
          create: () => severalDevelopers(options),
          dispose: (developer: Developer) => (developer instanceof SeveralDevelopers ? developer.close() : undefined),
        },
        fallback: { name: 'one-developer', create: () => singleDeveloper },
      });
    },
  });
}

function severalDevelopers(options: SupervisionOptions): SeveralDevelopers {
  const { searchPath, limits, treesDir = tmpdir(), userHome: homeDir = homedir(), wrap = [] } = options;
  const system = { clock: systemClock, fs: promises, ...options.ports };
  const { toolchain, ...real } = systemProcesses({ ...system, searchPath, watchedDir: treesDir });
  const ports: SupervisionPorts = { ...real, ...system };
  const parts = { ...ports, toolchain, homeDir, limits };
  const trees = new Trees({ ...parts, treesDir });
  const rooms = new AgentRooms({ ...parts, policy: options });
  const wrapped = new Map(wrap.map((agent) => [agent.name, wrappedStyle(agent, { ...parts, trees, rooms })]));
  const gatesAtOnce = options.gatesAtOnce ?? Math.max(1, Math.floor(availableParallelism() / 2));
  return new SeveralDevelopers({ options, ports, trees, wrapped, gatesAtOnce });
}
