import { sanitizeLine, toWire, type RunResult, type StageName, type StampedEvent } from '@artemis/core';
import type { Invocation } from '../invocation.ts';
import { withCommand } from '../render/render-failure.ts';
import { renderEvent, type RenderOptions } from '../render/render-event.ts';
import { StatusLine } from '../terminal/status-line.ts';
import { warning, type Line } from '../terminal/line.ts';
import { unbegunRun } from './unbegun-run.ts';

/** Shows a run while it goes on: lines for people on stderr, JSON Lines on stdout where asked for. */
export class RunReporter {
  readonly #invocation: Invocation;
  #render: RenderOptions;
  readonly #status: StatusLine | null;
  readonly #progress: boolean;
  readonly #startMs = performance.now();
  readonly #degraded = new Set<string>();
  #stage: StageName | null = null;
  #last: StampedEvent | null = null;
  #exitCode: number | null = null;

  constructor(invocation: Invocation) {
    const { terminal, options, command, version } = invocation;
    this.#invocation = invocation;
    this.#render = { command, version, host: null, verbose: options.verbose };
    // JSON on the same screen would be torn apart by lines for people.
    this.#progress = !(options.json && terminal.out.isTTY);
    this.#status =
      terminal.live && this.#progress && !options.quiet
        ? new StatusLine(
            terminal.err,
            () => this.#statusText(),
            () => terminal.columns(),
          )
        : null;
    this.#status?.start();
  }

  /**
   * Says what is known before the run begins.
   *
   * @param host - Where the first model is.
   */
  introduce(host: string | null, warnings: readonly string[]): void {
    this.#render = { ...this.#render, host };
    this.say(warnings.map(warning));
  }

  /** Id of the run once it has begun. */
  get runId(): string {
    return this.#last?.runId ?? '';
  }

  /** Whether the last event of the run has been shown. */
  get ended(): boolean {
    return this.#last?.type === 'run.completed' || this.#last?.type === 'run.failed';
  }

  /** Shows an event. The exit code a signal asks for goes into the result, since that is what the process ends with. */
  show(event: StampedEvent, exitCode: number | null): void {
    this.#note(event);
    this.#exitCode = exitCode;
    const shown = this.#withExitCode(event);
    if (this.#invocation.options.json) this.#invocation.terminal.out.json(toWire(shown));
    this.#print(renderEvent(shown, this.#render));
  }

  /** Prints lines of our own among those of the events. */
  say(lines: readonly Line[]): void {
    this.#print(lines.map(({ tone, text }) => ({ tone, text: withCommand(text, this.#render.command) })));
  }

  #print(lines: readonly Line[]): void {
    if (!this.#progress) return;
    const { options, terminal } = this.#invocation;
    const wanted = options.quiet ? lines.filter(({ tone }) => tone === 'warning' || tone === 'bad') : lines;
    if (wanted.length === 0) return;
    if (this.#status) this.#status.print(wanted);
    else terminal.err.print(...wanted);
  }

  /** The last line for a run that has not said it itself; empty where it has, or nobody reads JSON. */
  lastLine(error: NonNullable<RunResult['error']>, exitCode: number): string {
    const status = error.code === 'ARTEMIS_E_CANCELLED' ? 'cancelled' : 'failed';
    if (!this.#invocation.options.json || this.ended) return '';
    return `${this.#invocation.terminal.out.safeJson(unbegunRun(error, exitCode, { seq: this.#last?.seq ?? 0, runId: this.runId, status }))}\n`;
  }

  close(): void {
    this.#status?.stop();
  }

  #note(event: StampedEvent): void {
    this.#last = event;
    if (event.type === 'stage.started') this.#stage = event.stage;
    if (event.type === 'component.degraded') this.#degraded.add(event.degradation.component);
    if (event.type === 'component.recovered') this.#degraded.delete(event.component);
    if (this.ended) this.#status?.stop();
  }

  #withExitCode(event: StampedEvent): StampedEvent {
    const isLast = event.type === 'run.completed' || event.type === 'run.failed';
    if (!isLast || this.#exitCode === null || event.result.status !== 'cancelled') return event;
    return { ...event, result: { ...event.result, exitCode: this.#exitCode } };
  }

  #statusText(): string {
    if (this.#stage === null) return '';
    const degraded = this.#degraded.size > 0 ? `  degraded: ${[...this.#degraded].map((name) => sanitizeLine(name)).join(', ')}` : '';
    return `${this.#stage}  ${Math.floor((performance.now() - this.#startMs) / 1000)}s${degraded}`;
  }
}
