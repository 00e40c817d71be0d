/** What every server is configured with. */
export interface ServerBasics {
  /** As the configuration calls it. */
  readonly name: string;
  /**
   * Stands for what is started or spoken to, before variables are filled in. What the user approves holds for this, so that another
   * project's server of the same name has to be approved by itself.
   */
  readonly identity: string;
  /** Whether a run ends when its tools are not there. */
  readonly required: boolean;
  /** Longest a call of one of its tools may take, in milliseconds. */
  readonly callTimeoutMs: number;
  /** Longest it may take to be ready, in milliseconds. */
  readonly startTimeoutMs: number;
}

/** A server that is a program on this machine and is spoken to over its standard streams. */
export interface ProcessServer extends ServerBasics {
  readonly kind: 'stdio';
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the few variables that every server gets. */
  readonly env: Readonly<Record<string, string>>;
  /** Working folder, relative to the project. Default: the project. */
  readonly cwd?: string;
}

/** A server behind an address. `sse` is the protocol that HTTP had before 2025. */
export interface RemoteServer extends ServerBasics {
  readonly kind: 'http' | 'sse';
  readonly url: string;
  /** Sent with each request. Their values count as secrets. */
  readonly headers: Readonly<Record<string, string>>;
}

/** One server as it is configured. */
export type ServerConfig = ProcessServer | RemoteServer;

/** A server whose entry cannot be used. It is missing in every run, and said so. */
export interface BrokenEntry {
  readonly name: string;
  readonly required: boolean;
  /** What is wrong, as a sentence without its full stop. */
  readonly problem: string;
}

/** The servers of one or several configurations. */
export interface ConfiguredServers {
  readonly servers: readonly ServerConfig[];
  readonly broken: readonly BrokenEntry[];
}
