import type { ToolDefinition } from '../../capability/llm.ts';
import type { ListTools, Tool } from '../../capability/mcp.ts';
import type { CallContext } from '../../resilience/call-context.ts';
import type { AgentTool } from './agent-tool.ts';
import { externalTool } from './external-tool.ts';

/** The agent's tools: its own, which stay, and those from outside, which come and go. */
export class Toolbox {
  readonly #builtIn: ReadonlyMap<string, AgentTool>;
  readonly #list: ListTools;
  #outside: readonly Tool[] | null = null;
  #all: ReadonlyMap<string, AgentTool>;

  constructor(builtIn: readonly AgentTool[], list: ListTools) {
    this.#builtIn = new Map(builtIn.map((tool) => [tool.name, tool]));
    this.#list = list;
    this.#all = this.#builtIn;
  }

  /** The tool of a name. One from outside cannot take the name of a built-in one. */
  get(name: string): AgentTool | undefined {
    return this.#all.get(name);
  }

  get names(): readonly string[] {
    return [...this.#all.keys()];
  }

  /** What the model is told of them. */
  get definitions(): readonly ToolDefinition[] {
    return [...this.#all.values()].map(({ name, description, parameters }) => ({ name, description, parameters }));
  }

  /** Asks for the tools from outside. @returns What the model should be told of it; `null` when it has missed nothing. */
  async refresh(call: CallContext): Promise<string | null> {
    const before = this.#outside;
    this.#outside = (await this.#list(call)).filter(({ name }) => !this.#builtIn.has(name));
    this.#all = new Map([...this.#builtIn, ...this.#outside.map((tool) => [tool.name, externalTool(tool)] as const)]);
    return before && changeNote(before, this.#outside);
  }
}

/** Only names: they are plain words, and nothing else from outside may speak as if it were the user. */
function changeNote(before: readonly Tool[], now: readonly Tool[]): string | null {
  const gone = namesIn(before, now);
  const added = namesIn(now, before);
  const notes = [
    ...(gone.length > 0 ? [`These tools are gone, do without them: ${gone.join(', ')}.`] : []),
    ...(added.length > 0 ? [`These tools are new: ${added.join(', ')}.`] : []),
  ];
  return notes.length > 0 ? notes.join('\n') : null;
}

const namesIn = (these: readonly Tool[], others: readonly Tool[]): readonly string[] =>
  these.map(({ name }) => name).filter((name) => !others.some((other) => other.name === name));
