import type { BuildReport, CallContext, Clock, Deadline, DeveloperEvent, DevelopRequest, FileChange, Patch, Tool } from '@artemis/core';
import { SupervisionError } from '../supervision-error.ts';
import { LoopWatch } from './loop-watch.ts';
import { Share, type ShareLimits } from './share.ts';
import { StallWatch } from './stall-watch.ts';

/** What a {@link Watch} goes by. */
export interface WatchLimits {
  readonly share: ShareLimits;
  /** How long a developer may do nothing, in milliseconds. */
  readonly stallMs: number;
}

/** Work that a developer had judged. */
export interface Checked {
  readonly patch: Patch;
  readonly report: BuildReport;
}

/** Watches one developer: what it does passes through here. It ends with the developer's own deadline. */
export class Watch implements Disposable {
  readonly #call: Deadline;
  readonly #share: Share;
  readonly #loop = new LoopWatch();
  readonly #stall: StallWatch;
  readonly #brought = new Map<string, FileChange>();
  #last: BuildReport | null = null;

  /** @param call - The developer's own deadline: it is ended by it when it stalls. */
  constructor(clock: Clock, call: Deadline, { share, stallMs }: WatchLimits) {
    this.#call = call;
    this.#share = new Share(share);
    this.#stall = new StallWatch(clock, stallMs, () => call.abort(stalled(stallMs)));
  }

  /** What the developer had judged last, with everything it had brought to its copy by then; `null` when it was nothing. */
  get checked(): Checked | null {
    return this.#last && { patch: this.whole({ approach: 'Unfinished.', changes: [] }), report: this.#last };
  }

  /** A patch with whatever the developer brought to its copy before: the gate judges all of it, so all of it is its work. */
  whole(patch: Patch): Patch {
    const changes = new Map([...this.#brought, ...patch.changes.map((change) => [change.path, change] as const)]);
    return { ...patch, changes: [...changes.values()] };
  }

  /** The request as the developer gets it. */
  over(request: DevelopRequest): DevelopRequest {
    return {
      ...request,
      ask: (question, call) =>
        this.#act(async () => {
          this.#loop.note('question', question);
          this.#share.charge();
          const answer = await request.ask(question, call);
          this.#share.settle(answer.usage);
          return answer;
        }),
      check: (patch, call) => this.#act(() => this.#check(request, patch, call)),
      tools: async (call) => (await this.#act(() => request.tools(call))).map((tool) => this.#watched(tool)),
      once: (name, make) => this.#act(() => request.once(name, make)),
      report: (event) => this.#report(request, event),
    };
  }

  [Symbol.dispose](): void {
    this.#stall[Symbol.dispose]();
  }

  async #check(request: DevelopRequest, patch: Patch, call: CallContext): Promise<BuildReport> {
    const report = await request.check(patch, call);
    for (const change of patch.changes) this.#brought.set(change.path, { ...change });
    this.#last = report;
    if (report.status === 'failed') this.#loop.note('check', patch.changes);
    return report;
  }

  /** A developer speaks of its tools and troubles. Who works, who has ended and who is chosen is not for it to say. */
  #report(request: DevelopRequest, event: DeveloperEvent): void {
    this.#stall.sign();
    if (!this.#call.stopped && !event.type.startsWith('developer.')) request.report(event);
  }

  #watched(tool: Tool): Tool {
    return { ...tool, run: (input, call) => this.#act(() => tool.run(input, call)) };
  }

  /** Something a developer does and waits for. One that is over does nothing any more, whether it notices or not. */
  #act<T>(act: () => Promise<T>): Promise<T> {
    this.#call.signal.throwIfAborted();
    return this.#stall.while(act);
  }
}

const stalled = (stallMs: number): SupervisionError =>
  new SupervisionError('ARTEMIS_E_DEVELOPER_STALLED', `This developer has done nothing for ${Math.round(stallMs / 1000)} s.`);
