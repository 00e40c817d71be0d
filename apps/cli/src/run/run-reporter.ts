import { appendFile } from 'node:fs/promises';
import { describeFailure, sanitizeLine, toWire, type RunResult, type StageName, type StampedEvent } from '@artemis/core';
import { GitHubLog, isGitHub } from '../github/github-log.ts';
import { stepSummary } from '../github/step-summary.ts';
import type { Invocation } from '../invocation.ts';
import { withCommand } from '../render/render-failure.ts';
import { plural } from '../render/amounts.ts';
import { renderEvent, type RenderOptions } from '../render/render-event.ts';
import { askYesNo } from '../terminal/ask-yes-no.ts';
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
  readonly #developers = new Set<string>();
  readonly #gitHub: GitHubLog | null;
  #stage: StageName | null = null;
  #last: StampedEvent | null = null;
  #exitCode: number | null = null;

  constructor(invocation: Invocation) {
    const { terminal, options, command, version } = invocation;
    this.#invocation = invocation;
    this.#gitHub = isGitHub(invocation.env) ? new GitHubLog() : null;
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
    this.#command(this.#gitHub?.before(shown) ?? []);
    this.#print(renderEvent(shown, this.#render));
    this.#command(this.#gitHub?.after(shown) ?? []);
  }

  /** Adds how the run ended to the summary of a step of GitHub Actions, where there is one. */
  async summarize(result: RunResult): Promise<void> {
    const file = this.#invocation.env['GITHUB_STEP_SUMMARY'] ?? '';
    if (!this.#gitHub || file === '') return;
    try {
      await appendFile(file, this.#invocation.terminal.err.redacted(stepSummary(result)));
    } catch (error) {
      this.say([warning(`The summary of this step could not be written: ${describeFailure(error)}`)]);
    }
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
    const safe = this.#gitHub ? wanted.map((item) => GitHubLog.harmless(item)) : wanted;
    if (this.#status) this.#status.print(safe);
    else terminal.err.print(...safe);
  }

  /** What GitHub shall obey. */
  #command(commands: readonly Line[]): void {
    if (this.#progress) this.#invocation.terminal.err.print(...commands);
  }

  /** Asks a question on the terminal; `false` where the answer is no. Rejects when the signal aborts. */
  async ask(question: string, signal: AbortSignal): Promise<boolean> {
    const { terminal } = this.#invocation;
    this.#status?.stop();
    try {
      return await askYesNo(question, { input: process.stdin, write: (text) => terminal.err.write(text), signal });
    } finally {
      if (!this.ended) this.#status?.start();
    }
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
    if (event.type === 'developer.started') this.#developers.add(event.developer);
    if (event.type === 'developer.ended') this.#developers.delete(event.developer);
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
    const developers = this.#developers.size > 0 ? `  ${plural(this.#developers.size, 'developer')}` : '';
    return `${this.#stage}  ${Math.floor((performance.now() - this.#startMs) / 1000)}s${developers}${degraded}`;
  }
}
