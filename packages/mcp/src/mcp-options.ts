import type { Clock, Fetch, FileSystem, Random } from '@artemis/core';
import type { ProcessStarter, Toolchain } from '@artemis/process';
import type { ClientModule } from './connect/load-client.ts';

/** Options of the mcp plugin. */
export interface McpOptions {
  /**
   * The servers, as the `mcpServers` of `.mcp.json` has them: name and entry. The plugin trusts them: whoever takes them from a
   * project asks the user before. Default: none.
   */
  readonly servers?: Readonly<Record<string, unknown>>;
  /** Absolute path of the project the servers work for. Default: the current folder. */
  readonly projectDir?: string;
  /**
   * File with the tools that the user has approved, absolute; what is not in it is not offered.
   * Default: `.config/artemis/mcp-approved.json` in the user's home.
   */
  readonly approvalsFile?: string;
  /** What `${VAR}` in an entry may refer to. Servers get little of it: the path, the home, the proxy. Default: the environment. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly ports?: McpPorts;
}

/** What the plugin takes from outside; tests give their own. */
export interface McpPorts {
  /** Default: the system clock. */
  readonly clock?: Clock;
  /** Default: real chance. */
  readonly random?: Random;
  /** Default: the real disk. */
  readonly fileSystem?: FileSystem;
  /** For servers behind an address. Default: the platform's `fetch`. */
  readonly fetch?: Fetch;
  /** Starts servers. Default: real processes, tied to this one. */
  readonly starter?: ProcessStarter;
  /** Finds their programs. Default: those on the path of `environment`. */
  readonly toolchain?: Toolchain;
  /** Loads the client. Default: the package `@modelcontextprotocol/client`. */
  readonly loadClient?: () => Promise<ClientModule>;
}
