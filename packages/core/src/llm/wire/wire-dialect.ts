import type { ErrorAnswer } from '../failure/classify-model-error.ts';

/** What a server that speaks OpenAI's API understands of it. The full dialect is tried first; what a server refuses is left out. */
export interface WireDialect {
  readonly stream: boolean;
  /** Whether token counts are asked for in a stream. */
  readonly streamOptions: boolean;
  readonly tokenLimit: 'max_tokens' | 'max_completion_tokens';
  readonly temperature: boolean;
}

/** The dialect to begin with. OpenAI's own newer models know only the newer name of the token limit; most others know the older one. */
export const firstDialect = (endpoint: string): WireDialect => ({
  stream: true,
  streamOptions: true,
  tokenLimit: /(?:^|\.)openai\.(?:com|azure\.com)(?::\d+)?$/.test(endpoint) ? 'max_completion_tokens' : 'max_tokens',
  temperature: true,
});

const refuses =
  /unsupported|not supported|does not support|doesn't support|unknown|unrecogni[sz]ed|unexpected|extra (?:fields|inputs|keys)|not permitted|not allowed|invalid (?:param|field|arg)|verified to stream|must be false/i;

/** The dialect to try next after a refusal, or `undefined` when the refusal is about something else. */
export function adaptDialect(dialect: WireDialect, { status, body }: Pick<ErrorAnswer, 'status' | 'body'>): WireDialect | undefined {
  if (status !== 400 && status !== 422) return undefined;
  const said = typeof body === 'string' ? body : JSON.stringify(body);
  if (dialect.streamOptions && dialect.stream && /stream_options|include_usage/.test(said)) return { ...dialect, streamOptions: false };
  if (!refuses.test(said)) return undefined;
  if (new RegExp(`\\b${dialect.tokenLimit}\\b`).test(said)) return otherTokenLimit(dialect);
  if (dialect.temperature && /\btemperature\b/.test(said)) return { ...dialect, temperature: false };
  if (dialect.stream && /\bstream(?:ing)?\b/i.test(said)) return { ...dialect, stream: false };
  return undefined;
}

/** Only towards the newer name: a server that knows neither would have us go round in circles. */
const otherTokenLimit = (dialect: WireDialect): WireDialect | undefined =>
  dialect.tokenLimit === 'max_tokens' ? { ...dialect, tokenLimit: 'max_completion_tokens' } : undefined;
