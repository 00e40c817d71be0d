import type { LlmAnswer } from '../capability/llm.ts';
import type { Developer, DevelopRequest } from '../capability/supervision.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import type { Clock } from '../ports/clock.ts';
import { systemClock } from '../ports/system-clock.ts';
import type { CallContext } from '../resilience/call-context.ts';
import type { Patch } from '../task/patch.ts';
import { agentOpening } from './agent-prompt.ts';
import { AnswerJudge, type Verdict } from './answer-judge.ts';
import { Conversation, type Opening } from './conversation.ts';
import { modelRefusalOf } from '../llm/failure/model-refusal.ts';
import { Overlay } from './overlay.ts';
import { ProgressGuard } from './progress-guard.ts';
import { ProjectInstructions } from './project-instructions.ts';
import { SaneCalls } from './sane-calls.ts';
import { ToolRunner } from './tool-runner.ts';
import { ToolsUnusableError } from './tools-unusable-error.ts';
import type { Toolbox } from './tools/toolbox.ts';
import { WindowAsker } from './window-asker.ts';

/** Limits of the agent. */
export interface AgentOptions {
  /** Most answers of the model in one attempt. Default: 60. */
  readonly maxSteps?: number;
  /** Most tokens of one request, estimated. Default: 64 000. */
  readonly maxRequestTokens?: number;
  /** Default: the real clock. */
  readonly clock?: Clock;
}

type Nudge = Extract<Verdict, { readonly kind: 'nudge' }>;

/** One developer that works with tools: it looks around, changes files, runs the gate, and says when it is done. */
export const createAgentDeveloper = (options: AgentOptions = {}): Developer => ({
  develop: async (request, call) => (await Agent.start(request, call, options)).run(),
});

/** The agent with its default limits. */
export const agentDeveloper: Developer = createAgentDeveloper();

/** One attempt at a task. */
class Agent {
  readonly #request: DevelopRequest;
  readonly #call: CallContext;
  readonly #overlay: Overlay;
  readonly #conversation: Conversation;
  readonly #asker: WindowAsker;
  readonly #runner: ToolRunner;
  readonly #tools: Toolbox;
  readonly #judge = new AnswerJudge();
  readonly #calls = new SaneCalls();
  readonly #maxSteps: number;
  #steps = 0;
  #nudges = 0;
  /** What the agent says it did; there is one when it has ended. */
  #summary: string | null = null;

  private constructor(
    request: DevelopRequest,
    call: CallContext,
    { maxSteps = 60, maxRequestTokens = 64_000, clock = systemClock }: AgentOptions,
    loaded: Loaded,
  ) {
    const { overlay, opening, instructions, agentTools } = loaded;
    const guard = new ProgressGuard();
    this.#request = request;
    this.#call = call;
    this.#overlay = overlay;
    this.#maxSteps = maxSteps;
    this.#tools = agentTools({ overlay, request, onFinish: (summary) => (this.#summary = summary) });
    this.#conversation = new Conversation(opening);
    this.#asker = new WindowAsker(request, maxRequestTokens, () => guard.forget());
    this.#runner = new ToolRunner({ tools: this.#tools, overlay, instructions, guard, report: request.report, clock });
  }

  static async start(request: DevelopRequest, call: CallContext, options: AgentOptions): Promise<Agent> {
    // The tools bring zod with them, which nobody needs before there is a task.
    const { agentTools } = await import('./tools/agent-tools.ts');
    const overlay = new Overlay(request.project, request.task.projectDir);
    const paths = await overlay.list();
    const instructions = new ProjectInstructions(request.project, paths);
    return new Agent(request, call, options, {
      agentTools,
      overlay,
      instructions,
      opening: await agentOpening(request, paths, instructions),
    });
  }

  async run(): Promise<Patch> {
    try {
      while (this.#summary === null) await this.#step();
      return this.#overlay.patch(this.#summary);
    } catch (error) {
      await this.#keepWork(error);
      throw error;
    }
  }

  async #step(): Promise<void> {
    this.#call.signal.throwIfAborted();
    if (++this.#steps > this.#maxSteps) throw stepLimit(this.#maxSteps);
    await this.#refreshTools();
    const answer = await this.#ask();
    const verdict = this.#judge.judge(answer);
    if (verdict.kind === 'calls') await this.#runTools(answer);
    else if (verdict.kind === 'nudge') this.#nudge(answer, verdict);
    else this.#summary = answer.content.trim();
  }

  /** Tools from outside come and go while the agent works. */
  async #refreshTools(): Promise<void> {
    const note = await this.#tools.refresh(this.#call);
    this.#conversation.offer(this.#tools.definitions);
    if (note !== null) this.#conversation.say(note);
  }

  async #ask(): Promise<LlmAnswer> {
    try {
      return await this.#asker.ask(this.#conversation, this.#call);
    } catch (error) {
      if (modelRefusalOf(error) !== 'no-tools') throw error;
      throw new ToolsUnusableError('its server refuses them', { cause: error });
    }
  }

  async #runTools({ content, toolCalls }: LlmAnswer): Promise<void> {
    const calls = await this.#calls.from(toolCalls, (name) => this.#tools.get(name)?.effect === 'reads');
    const results = await this.#runner.runAll(calls, this.#call);
    this.#conversation.add({ content, toolCalls: calls.map(({ call }) => call) }, results);
  }

  #nudge(answer: LlmAnswer, { fault, text }: Nudge): void {
    this.#request.report({ type: 'answer.repaired', repair: ++this.#nudges, reason: `the answer was ${fault}` });
    // Only honest words go back: an empty or a cut answer teaches the model to give another.
    if (fault === 'prose') this.#conversation.add({ content: answer.content, toolCalls: [] }, []);
    this.#conversation.say(text);
  }

  /** Work that ends in an error of the model is not lost: it is on the disk, and the run says why it failed. */
  async #keepWork(error: unknown): Promise<void> {
    if (!(error instanceof ArtemisError) || !endsWithWork.has(error.code) || this.#call.signal.aborted || !this.#overlay.isChanged) return;
    await this.#request.check(this.#overlay.patch('Unfinished.'), this.#call).catch(() => {});
  }
}

interface Loaded {
  readonly agentTools: typeof import('./tools/agent-tools.ts').agentTools;
  readonly overlay: Overlay;
  readonly instructions: ProjectInstructions;
  readonly opening: Opening;
}

const endsWithWork: ReadonlySet<string> = new Set([
  'ARTEMIS_E_CONTEXT_TOO_LONG',
  'ARTEMIS_E_INVALID_ANSWER',
  'ARTEMIS_E_MODEL_REFUSED',
  'ARTEMIS_E_NO_PROGRESS',
  'ARTEMIS_E_STEP_LIMIT',
]);

const stepLimit = (maxSteps: number): ArtemisError =>
  new ArtemisError('ARTEMIS_E_STEP_LIMIT', `The agent has not finished after ${maxSteps} answers of the model.`, {
    hint: 'Look at what it has done so far; give the rest as a smaller task.',
    facts: { maxSteps },
  });
