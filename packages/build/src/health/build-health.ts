import type { CallContext } from '@artemis/core';
import { findSandbox, fullLimits, type SandboxSearch } from '@artemis/process';
import type { ToolRow } from '../detect/tool-row.ts';
import { toolTable } from '../detect/tool-table.ts';

/** One build tool on this machine. */
export interface ToolHealth {
  readonly tool: string;
  /** `null` when it is not installed, or does not answer. */
  readonly version: string | null;
  /** How to get it; only where it is missing. */
  readonly install?: string;
}

/** What a gate could use on this machine. */
export interface BuildHealth {
  readonly sandbox: { readonly works: boolean; readonly name: string; readonly version: string | null; readonly reason: string | null };
  readonly tools: readonly ToolHealth[];
}

const versionLimits = fullLimits({ wallMs: 20_000, outputBytes: 1024 ** 2 });

/** Asks the sandbox and every known tool for its version. It takes some seconds, as a Java tool takes one to start. */
export async function buildHealth(search: SandboxSearch, call: CallContext): Promise<BuildHealth> {
  const probe = await findSandbox(search, call);
  const sandbox = probe.works
    ? { works: true, name: probe.sandbox.name, version: probe.version, reason: null }
    : { works: false, name: 'bubblewrap', version: null, reason: probe.reason };
  const tools = [];
  for (const row of toolTable) tools.push(await toolHealth(row, search, call));
  return { sandbox, tools };
}

/** Asks one tool for its version. */
export async function toolHealth(row: ToolRow, { toolchain, processes }: SandboxSearch, call: CallContext): Promise<ToolHealth> {
  const tool = await toolchain.find(row.program, '/nowhere');
  const missing: ToolHealth = { tool: row.name, version: null, install: row.install };
  if (!tool) return missing;
  const env = {
    PATH: `${tool.file.slice(0, tool.file.lastIndexOf('/'))}:/usr/local/bin:/usr/bin:/bin`,
    HOME: '/nonexistent',
    LANG: 'C.UTF-8',
    ...tool.env,
  };
  const { ending, exitCode, output } = await processes.run({ file: tool.file, args: row.versionArgs, cwd: '/', env }, versionLimits, call);
  if (ending !== 'exited' || exitCode !== 0) return missing;
  return { tool: row.name, version: /\d+\.\d+(?:\.\d+)?(?:[-+.\w]*)?/.exec(output)?.[0] ?? output.trim().split('\n')[0] ?? null };
}
