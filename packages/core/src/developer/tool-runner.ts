import type { ToolResult } from '../capability/mcp.ts';
import type { DevelopRequest } from '../capability/supervision.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import { exitCodeOf } from '../errors/exit-code-of.ts';
import { exitCodes } from '../errors/exit-codes.ts';
import { isInstance } from '../errors/is-instance.ts';
import { RunBlockedError } from '../errors/run-blocked-error.ts';
import { sanitizeLine } from '../errors/sanitize-text.ts';
import type { Clock } from '../ports/clock.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { ProgressGuard } from './progress-guard.ts';
import type { Overlay } from './overlay.ts';
import type { ProjectInstructions } from './project-instructions.ts';
import type { SaneCall } from './sane-calls.ts';
import type { Toolbox } from './tools/toolbox.ts';

/** What a {@link ToolRunner} works with. */
export interface ToolRunnerParts {
  readonly tools: Toolbox;
  readonly overlay: Overlay;
  readonly instructions: ProjectInstructions;
  readonly guard: ProgressGuard;
  readonly report: DevelopRequest['report'];
  readonly clock: Clock;
}

const mostCalls = 20;
const mostAtOnce = 8;
const shownChars = 160;
const failed = (text: string): ToolResult => ({ ok: false, text });

/** Runs the calls of one answer: those that only read side by side, all others one after the other. */
export class ToolRunner {
  readonly #parts: ToolRunnerParts;

  constructor(parts: ToolRunnerParts) {
    this.#parts = parts;
  }

  /**
   * @returns One result for each call, in their order. What goes wrong in a tool is a result.
   * @throws ArtemisError `ARTEMIS_E_NO_PROGRESS` when the same call gave the same result too often.
   * @throws What ends the run as a whole: an abort, a used-up budget, a state that cannot be written.
   */
  async runAll(calls: readonly SaneCall[], call: CallContext): Promise<readonly ToolResult[]> {
    const results: ToolResult[] = [];
    for (const batch of this.#batches(calls)) {
      const soFar = results.every(({ ok }) => ok);
      results.push(...(await Promise.all(batch.map((one, index) => this.#runOne(one, { soFar, position: results.length + index, call })))));
    }
    return this.#watched(calls, results);
  }

  #batches(calls: readonly SaneCall[]): readonly (readonly SaneCall[])[] {
    const batches: SaneCall[][] = [];
    for (const one of calls) {
      const last = batches.at(-1);
      if (last?.[0] && last.length < mostAtOnce && this.#reads(last[0]) && this.#reads(one)) last.push(one);
      else batches.push([one]);
    }
    return batches;
  }

  #reads({ call }: SaneCall): boolean {
    return this.#parts.tools.get(call.name)?.effect === 'reads';
  }

  async #runOne(
    one: SaneCall,
    { soFar, position, call }: { readonly soFar: boolean; readonly position: number; readonly call: CallContext },
  ): Promise<ToolResult> {
    const { report, clock } = this.#parts;
    const { name: tool } = one.call;
    const input = sanitizeLine(one.call.arguments, shownChars);
    const startMs = clock.nowMs();
    report({ type: 'tool.started', tool, input });
    const result =
      position < mostCalls ? await this.#attempt(one, soFar, call) : failed(`Not run: one answer may have ${mostCalls} calls.`);
    const summary = sanitizeLine(firstLine(result.text), shownChars);
    report({ type: 'tool.completed', tool, input, ok: result.ok, summary, durationMs: Math.round(clock.nowMs() - startMs) });
    return result;
  }

  async #attempt({ call: { name }, args }: SaneCall, soFar: boolean, call: CallContext): Promise<ToolResult> {
    const { tools } = this.#parts;
    const tool = tools.get(name);
    if (!tool) return failed(`There is no tool "${name}". There are: ${tools.names.join(', ')}.`);
    if (!args.ok) return failed(args.reason);
    if (tool.effect === 'ends' && !soFar) return failed('Not finished: an earlier call of this answer failed.');
    try {
      const result = await tool.run(args.value, call);
      const asked = result.ok ? await this.#instructionsFor(args.value) : null;
      return asked === null ? result : { ok: true, text: `${result.text}\nThe project asks of agents:\n${asked}` };
    } catch (error) {
      if (endsTheRun(error, call)) throw error;
      return failed(isInstance(error, ArtemisError) ? `${error.message} ${error.hint}` : `The tool failed: ${describeFailure(error)}`);
    }
  }

  async #instructionsFor(input: unknown): Promise<string | null> {
    const path = typeof input === 'object' && input !== null && 'path' in input ? input.path : undefined;
    return typeof path === 'string' ? this.#parts.instructions.newFor(this.#parts.overlay.pathOf(path)) : null;
  }

  /** Counts the calls of an answer, each once, and tells the model of those that lead nowhere. */
  #watched(calls: readonly SaneCall[], results: readonly ToolResult[]): readonly ToolResult[] {
    const { guard, overlay } = this.#parts;
    guard.noteState(overlay.fingerprint());
    const counted = new Set<string>();
    return results.map((result, index) => {
      const { name, arguments: args } = calls[index]?.call ?? { name: '', arguments: '' };
      if (counted.has(`${name} ${args}`)) return result;
      counted.add(`${name} ${args}`);
      if (guard.note(name, args, result) === 1) return result;
      return { ...result, text: `${result.text}\nThe same call had the same result before. Do something else.` };
    });
  }
}

/** The first line that says something: what is quoted begins with a mark. */
const firstLine = (text: string): string => text.replace(/^<<< .*\n/, '').split('\n', 1)[0] ?? '';

function endsTheRun(error: unknown, call: CallContext): boolean {
  if (call.signal.aborted || isInstance(error, RunBlockedError)) return true;
  const exitCode = exitCodeOf(error);
  return exitCode === exitCodes.state || exitCode === exitCodes.resumable;
}
