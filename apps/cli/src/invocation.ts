import type { Folders } from './config/folders.ts';
import type { GlobalOptions } from './global-options.ts';
import type { Terminal } from './terminal/terminal.ts';

/** What a command is given: how it was called, where it prints, what is around it. */
export interface Invocation {
  readonly options: GlobalOptions;
  readonly terminal: Terminal;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly folders: Folders;
  /** How hints call Artemis, such as `artemis`. */
  readonly command: string;
  readonly version: string;
}
