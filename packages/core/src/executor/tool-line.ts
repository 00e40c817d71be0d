import { createHash } from 'node:crypto';
import type { OfferedTool, Tool, ToolResult } from '../capability/mcp.ts';
import type { CallContext } from '../resilience/call-context.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { withDeadline } from '../resilience/with-deadline.ts';
import { expectShape } from './expect-shape.ts';
import { offeredTool } from './expect-tool-list.ts';
import type { Run } from './run.ts';
import { toolsNow } from './tools-now.ts';

/** Longest a call of a tool may take, in milliseconds, where its source has set it no other end. */
const timeoutMs = 600_000;

/**
 * One developer's way to the tools from outside. The journal keeps what was offered before each question and what each call gave:
 * a resumed run sees the same lists, so it asks the same questions, and nothing is done twice.
 */
export class ToolLine {
  readonly #run: Run;
  readonly #name: string;
  /** Origins whose words this developer has heard. */
  readonly #heard: Set<string>;
  readonly #occurrences = new Map<string, number>();
  #listings = 0;
  #offered: readonly OfferedTool[] = [];
  #live: ReadonlyMap<string, Tool> = new Map();
  /** Where nobody had tools to offer at the start of the attempt, nobody is asked again. */
  #isClosed = false;

  constructor(run: Run, name: string, heard: Set<string>) {
    this.#run = run;
    this.#name = name;
    this.#heard = heard;
  }

  /** The tools there are now, or were when an earlier process got here. */
  async list(call: CallContext): Promise<readonly Tool[]> {
    if (this.#isClosed) return [];
    const { journal } = this.#run;
    const key = `tools:${this.#name}#${++this.#listings}`;
    if (journal.has(key)) this.#recall((await journal.recall(key)) as Listing);
    else journal.note(key, await this.#ask(call));
    return this.#offered.map((offered) => ({ ...offered, run: (input, inner) => this.#call(offered, input, inner) }));
  }

  #recall(listing: Listing): void {
    if (listing === 'none') this.#isClosed = true;
    else this.#offered = listing ?? this.#offered;
  }

  async #ask(call: CallContext): Promise<Listing> {
    if (this.#listings === 1 && !this.#run.components.list().some(({ capability }) => capability === 'mcp')) {
      this.#isClosed = true;
      return 'none';
    }
    await this.#refresh(call);
    const offered = [...this.#live.values()].map(offeredTool);
    if (JSON.stringify(offered) === JSON.stringify(this.#offered)) return null;
    this.#offered = offered;
    return offered;
  }

  async #refresh(call: CallContext): Promise<void> {
    const tools = await toolsNow(this.#run, call);
    this.#live = new Map(tools.map((tool) => [tool.name, tool]));
  }

  async #call(tool: OfferedTool, input: unknown, call: CallContext): Promise<ToolResult> {
    const steered = this.#steeredBy(tool);
    if (steered !== undefined) return outOfReach(tool, steered);
    const result = await this.#remembered(tool, input, call);
    if (tool.origin !== undefined) this.#heard.add(tool.origin);
    return result;
  }

  /** Another origin that may have led to this call, and must not. */
  #steeredBy({ origin, reachableFrom = [] }: OfferedTool): string | undefined {
    if (origin === undefined) return undefined;
    return [...this.#heard].find((heard) => heard !== origin && !reachableFrom.includes(heard));
  }

  async #remembered(tool: OfferedTool, input: unknown, call: CallContext): Promise<ToolResult> {
    const { journal } = this.#run;
    const key = this.#keyOf(tool.name, input);
    if (journal.has(key)) return (await journal.recall(key)) as ToolResult;
    const begun = `${key}:begun`;
    if (journal.has(begun)) return inDoubt(tool.name);
    await journal.remember(begun, null);
    const result = await this.#perform(tool.name, input, call);
    await journal.remember(key, result);
    return result;
  }

  /** Whatever goes wrong is a result, so that a resumed run is told the same. */
  async #perform(name: string, input: unknown, call: CallContext): Promise<ToolResult> {
    const options = { clock: this.#run.clock, label: `tool ${name}`, timeoutMs, call };
    try {
      return expectShape('result', await withDeadline((inner) => this.#runLive(name, input, inner), options));
    } catch (error) {
      if (call.signal.aborted) throw error;
      return { ok: false, text: `The tool failed: ${describeFailure(error)}` };
    }
  }

  async #runLive(name: string, input: unknown, call: CallContext): Promise<ToolResult> {
    // The list may come from the journal, and nobody has been asked in this process.
    if (!this.#live.has(name)) await this.#refresh(call);
    return this.#live.get(name)?.run(input, call) ?? { ok: false, text: `The tool ${name} is not there any more.` };
  }

  /** The same call twice is two calls. */
  #keyOf(name: string, input: unknown): string {
    const hash = createHash('sha256')
      .update(JSON.stringify([name, input]))
      .digest('hex');
    const occurrence = (this.#occurrences.get(hash) ?? 0) + 1;
    this.#occurrences.set(hash, occurrence);
    return `tool:${this.#name}:${hash}#${occurrence}`;
  }
}

/** What the journal keeps of a listing: the tools, `null` for the same as before, `none` where there is nobody to ask. */
type Listing = readonly OfferedTool[] | null | 'none';

const inDoubt = (name: string): ToolResult => ({
  ok: false,
  text: `A call of ${name} was under way when the run was interrupted. Whether it took effect is not known: look before you call it again.`,
});

const outOfReach = ({ name, origin }: OfferedTool, heard: string): ToolResult => ({
  ok: false,
  text: `Not run: what "${heard}" says must not lead to tools of "${origin}", such as ${name}. Only the user can allow that. Go on without it.`,
});
