import type { ListTools } from '../capability/mcp.ts';
import type { Run } from './run.ts';
import { ToolLine } from './tool-line.ts';

/** The ways of all developers of a run to its tools from outside, one for each developer and attempt. */
export class ToolLines {
  readonly #run: Run;
  readonly #lines = new Map<string, ToolLine>();
  /** What a developer has heard stays with it from one attempt to the next: it may have written it down. */
  readonly #heard = new Map<string, Set<string>>();

  constructor(run: Run) {
    this.#run = run;
  }

  /** @param developer - Name of a further developer; `''` for the first. */
  open(attempt: number, developer: string): ListTools {
    const name = developer === '' ? String(attempt) : `${attempt}.${developer}`;
    const line = this.#lines.get(name) ?? new ToolLine(this.#run, name, this.#heardBy(developer));
    this.#lines.set(name, line);
    return (call) => line.list(call);
  }

  #heardBy(developer: string): Set<string> {
    const heard = this.#heard.get(developer) ?? new Set();
    this.#heard.set(developer, heard);
    return heard;
  }
}
