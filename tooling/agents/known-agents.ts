import type { WrappedAgent } from '../../packages/supervision/src/index.ts';

/** Another agent that npm has, and how it is wrapped. */
export interface KnownAgent {
  readonly packageName: string;
  readonly bin: string;
  /** The entry of `wrap`, for a server that speaks OpenAI's API. `file` writes one that the agent gets in its home folder. */
  readonly wrap: (setting: AgentSetting) => Omit<WrappedAgent, 'name'>;
}

/** What an agent has to be told. */
export interface AgentSetting {
  /** Absolute path of the program. */
  readonly program: string;
  readonly baseUrl: string;
  readonly model: string;
  /** Keeps a text in a file outside of the project. @returns Its absolute path. */
  readonly file: (text: string) => string;
}

/** Agents that take any server of that kind, as they were in November 2026. */
export const knownAgents: readonly KnownAgent[] = [
  {
    packageName: '@qwen-code/qwen-code@0.24.4',
    bin: 'qwen',
    wrap: ({ program, baseUrl, model }) => ({
      command: [program, '--yolo', '--auth-type', 'openai', '-p', '{task}'],
      env: { OPENAI_API_KEY: 'scripted', OPENAI_BASE_URL: baseUrl, OPENAI_MODEL: model },
    }),
  },
  {
    packageName: '@mariozechner/pi-coding-agent@0.73.1',
    bin: 'pi',
    wrap: ({ program, baseUrl, model, file }) => ({
      command: [program, '--provider', 'scripted', '--model', model, '-p', '{task}'],
      files: { '.pi/agent/models.json': file(JSON.stringify({ providers: { scripted: piProvider(baseUrl, model) } })) },
    }),
  },
  {
    packageName: 'opencode-ai@1.18.33',
    bin: 'opencode',
    wrap: ({ program, baseUrl, model, file }) => ({
      command: [program, 'run', '--model', `scripted/${model}`, '{task}'],
      files: { '.config/opencode/opencode.json': file(JSON.stringify({ provider: { scripted: openCodeProvider(baseUrl, model) } })) },
    }),
  },
];

const piProvider = (baseUrl: string, id: string) => ({
  baseUrl,
  api: 'openai-completions',
  apiKey: 'scripted',
  models: [{ id, name: id, reasoning: false, input: ['text'], contextWindow: 128_000, maxTokens: 4_096 }],
});

const openCodeProvider = (baseURL: string, id: string) => ({
  npm: '@ai-sdk/openai-compatible',
  name: 'scripted',
  options: { baseURL, apiKey: 'scripted' },
  models: { [id]: { name: id } },
});
