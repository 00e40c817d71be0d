import type { CallContext } from '../resilience/call-context.ts';

/** A tool the model may call. */
export interface ToolDefinition {
  /** `[a-zA-Z0-9_-]{1,64}`, as every vendor accepts. */
  readonly name: string;
  readonly description: string;
  /** JSON Schema of the arguments; its type is `object`. */
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A call of a tool, as the model wrote it. */
export interface ToolCall {
  readonly id: string;
  readonly name: string;
  /** Raw JSON text of the arguments. It may be broken: whoever runs the tool parses and validates it. */
  readonly arguments: string;
}

/** One message of a conversation, in no vendor's format. */
export type LlmMessage =
  | { readonly role: 'system'; readonly content: string }
  | { readonly role: 'user'; readonly content: string }
  | { readonly role: 'assistant'; readonly content: string; readonly toolCalls?: readonly ToolCall[] }
  | { readonly role: 'tool'; readonly toolCallId: string; readonly content: string };

/** What a model is asked. */
export interface LlmRequest {
  readonly messages: readonly LlmMessage[];
  readonly tools?: readonly ToolDefinition[];
  /** Longest answer, in tokens. Default: the server's. */
  readonly maxOutputTokens?: number;
  /** 0 to 2. Default: the server's. */
  readonly temperature?: number;
}

/** Tokens of one call as the server counted them; 0 where it did not say. */
export interface LlmUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** What a model answered: complete, never a fragment. */
export interface LlmAnswer {
  readonly content: string;
  readonly toolCalls: readonly ToolCall[];
  /** `length` means that the answer was cut at the token limit. */
  readonly finishReason: 'stop' | 'length' | 'tool-calls' | 'content-filter';
  readonly usage: LlmUsage;
  /** Model that answered, as the server names it. */
  readonly model: string;
}

/** What a model costs, as the user's configuration says. Core knows no prices: they change. */
export interface ModelPrice {
  /** US dollars for a million input tokens. */
  readonly inputUsdPerMillion: number;
  /** US dollars for a million output tokens. */
  readonly outputUsdPerMillion: number;
}

/** What a model call is given. */
export interface LlmCall extends CallContext {
  /**
   * Told when the request goes out, when the answer begins, and with each part of it. It comes from a caller that meets silence
   * itself: a client that tells it leaves its own limits on silence aside, and keeps only that of the whole call. It does not throw.
   */
  readonly onProgress?: () => void;
  /** Told after that when the answer will come in one piece: until it comes, silence means nothing. It does not throw. */
  readonly onQuiet?: () => void;
}

/** The `llm` capability: one model behind one address. */
export interface Llm {
  /** Model name that is asked for, such as `gpt-5.1`. */
  readonly model: string;
  /** Left out when it is unknown. */
  readonly price?: ModelPrice;
  /** Asks once. No retry happens below this line. Rejects when the answer is incomplete; a fragment is never returned. */
  complete(request: LlmRequest, call: LlmCall): Promise<LlmAnswer>;
}

/** Asks the run's models, with whatever guards them: journal, budget, breaker, retry. Rejects when no model answers. */
export type AskModel = (request: LlmRequest, call: CallContext) => Promise<LlmAnswer>;
