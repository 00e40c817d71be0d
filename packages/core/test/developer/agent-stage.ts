import type { LlmAnswer, LlmMessage, LlmRequest } from '../../src/capability/llm.ts';
import type { DeveloperEvent, DevelopRequest, ProjectView } from '../../src/capability/supervision.ts';
import { ArtemisError } from '../../src/errors/artemis-error.ts';
import type { BuildReport } from '../../src/task/build-report.ts';
import type { Patch } from '../../src/task/patch.ts';
import type { CallContext } from '../../src/resilience/call-context.ts';

/** A project in memory. Paths that leave it are refused, as the workspace does. */
export class MemoryProject implements ProjectView {
  readonly files: Map<string, string>;
  reads = 0;

  constructor(files: Readonly<Record<string, string>> = {}) {
    this.files = new Map(Object.entries(files));
  }

  async read(path: string): Promise<string | null> {
    this.reads++;
    if (path.startsWith('/') || path.split('/').includes('..'))
      throw new ArtemisError('ARTEMIS_E_PATH_REFUSED', `Path ${path} is refused.`, { hint: 'Use a relative path.' });
    return this.files.get(path) ?? null;
  }

  async list(): Promise<readonly string[]> {
    return [...this.files.keys()].toSorted();
  }

  apply(patch: Patch): void {
    for (const change of patch.changes) {
      if (change.kind === 'write') this.files.set(change.path, change.content);
      else this.files.delete(change.path);
    }
  }
}

/** One line of a script: an answer, an error, or a function of the request. */
export type Line = Partial<LlmAnswer> | Error | ((request: LlmRequest) => Partial<LlmAnswer>);

let lastId = 0;

/** An answer that calls tools. */
export const calls = (...list: readonly (readonly [name: string, input: unknown])[]): Partial<LlmAnswer> => ({
  toolCalls: list.map(([name, input]) => ({
    id: `c${++lastId}`,
    name,
    arguments: typeof input === 'string' ? input : JSON.stringify(input),
  })),
  finishReason: 'tool-calls',
});

export const says = (content: string): Partial<LlmAnswer> => ({ content });

export const finish = (summary = 'Done.'): Partial<LlmAnswer> => calls(['finish', { summary }]);

export const passing: BuildReport = {
  status: 'passed',
  summary: 'ok',
  evidence: { kind: 'fails-without-change', detail: '' },
  durationMs: 1,
};

export const failing = (output: string): BuildReport => ({
  status: 'failed',
  summary: 'tests failed',
  output,
  evidence: { kind: 'none', detail: '' },
  durationMs: 1,
});

/** Everything a developer sees and does, on record. */
export interface Stage {
  readonly request: DevelopRequest;
  readonly call: CallContext;
  readonly project: MemoryProject;
  readonly requests: readonly LlmRequest[];
  readonly events: readonly DeveloperEvent[];
  readonly checked: readonly Patch[];
  readonly abort: () => void;
}

/** Sets the stage for one attempt. The nth question gets the nth line, the last one repeats; every request is checked for orphans. */
export function stage(
  script: readonly Line[],
  files: Readonly<Record<string, string>> = {},
  more: Partial<DevelopRequest> & { readonly gate?: () => BuildReport } = {},
): Stage {
  const project = new MemoryProject(files);
  const [requests, events, checked]: [LlmRequest[], DeveloperEvent[], Patch[]] = [[], [], []];
  const controller = new AbortController();
  const { gate = () => passing, ...overrides } = more;
  const request: DevelopRequest = {
    task: { text: 'Do it.', projectDir: '/project' },
    plan: { steps: [{ title: 'Do it.' }], strategy: 'plain' },
    context: [],
    prompt: 'You are a developer.',
    attempt: 1,
    project,
    tools: async () => [],
    ask: async (asked) => {
      expectPaired(asked.messages);
      const line = script[Math.min(requests.length, script.length - 1)];
      requests.push(structuredClone(asked));
      if (line instanceof Error) throw line;
      return whole(typeof line === 'function' ? line(asked) : (line ?? {}));
    },
    check: async (patch) => {
      checked.push(patch);
      project.apply(patch);
      return gate();
    },
    report: (event) => void events.push(event),
    models: [],
    once: (_, make) => make(),
    branch: () => Promise.reject(new Error('nobody works beside this developer')),
    ...overrides,
  };
  return {
    request,
    project,
    requests,
    events,
    checked,
    call: { signal: controller.signal, remainingMs: () => Infinity },
    abort: () => controller.abort(new Error('stopped')),
  };
}

const whole = (answer: Partial<LlmAnswer>): LlmAnswer => ({
  content: '',
  toolCalls: [],
  finishReason: 'stop',
  usage: { inputTokens: 1, outputTokens: 1 },
  model: 'scripted',
  ...answer,
});

/** Every call has its result directly behind it, every result its call, no id comes twice. */
function expectPaired(messages: readonly LlmMessage[]): void {
  const ids = new Set<string>();
  let open: string[] = [];
  for (const message of messages) {
    if (message.role === 'tool') {
      if (open.shift() !== message.toolCallId) throw new Error(`orphaned result ${message.toolCallId}`);
      continue;
    }
    if (open.length > 0) throw new Error(`calls without results: ${open.join(', ')}`);
    if (message.role !== 'assistant') continue;
    open = (message.toolCalls ?? []).map(({ id, arguments: args }) => {
      if (ids.has(id)) throw new Error(`id ${id} comes twice`);
      ids.add(id);
      JSON.parse(args);
      return id;
    });
  }
  if (open.length > 0) throw new Error('the last calls have no results');
}

/** The results the model was shown last, in order. */
export function lastResults({ requests }: Stage): readonly string[] {
  const messages = requests.at(-1)?.messages ?? [];
  const from = messages.findLastIndex(({ role }) => role === 'assistant');
  return messages.slice(from + 1).flatMap((message) => (message.role === 'tool' ? [message.content] : []));
}
