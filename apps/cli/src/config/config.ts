import type { FlagName, ModelPrice } from '@artemis/core';

/** A model with more than its name. */
export interface ConfiguredModel {
  /** Name as the vendor knows it. */
  readonly model: string;
  /** Default: `openai`, which is everything that speaks its API. */
  readonly vendor?: string | undefined;
  /** Address of the API. Default: OPENAI_BASE_URL, else the vendor's own. */
  readonly baseUrl?: string | undefined;
  /** Variable that holds the key. Default: the vendor's own, such as OPENAI_API_KEY; none where `baseUrl` is set. */
  readonly keyVariable?: string | undefined;
  /** How good the model is, in your own numbers: more is better. `--min-tier` goes by it. */
  readonly tier?: number | undefined;
  /** Without it costs are unknown, and limits on them do not hold. */
  readonly price?: ModelPrice | undefined;
  /** Further headers of each request, such as those of a gateway. Their values are never printed. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

/** Limits of each run. */
export interface ConfiguredLimits {
  /** Such as `10m`. Default: 30 minutes. */
  readonly timeout?: string | undefined;
  /** How long a question waits for a model to come back when none answers, such as `0s`. Default: 2 minutes. */
  readonly patience?: string | undefined;
  readonly maxAttempts?: number | undefined;
  readonly maxCostUsd?: number | undefined;
  readonly maxTokens?: number | undefined;
  readonly maxCalls?: number | undefined;
}

/** What a configuration file may say. Everything is optional. */
export interface Config {
  /** Version of this format. A file of a newer one may have keys that are not known here. Default: 1. */
  readonly version?: number | undefined;
  /** `minimal`, `standard`, `full`, or the path of a profile file. Default: `standard`. */
  readonly profile?: string | undefined;
  /** In order of preference; `vendor/model` or `model`. */
  readonly models?: readonly (string | ConfiguredModel)[] | undefined;
  /** Plugins by name, in the order they are loaded; `false` leaves one out, an object is its options. */
  readonly plugins?: Readonly<Record<string, boolean | Readonly<Record<string, unknown>>>> | undefined;
  /** MCP servers by name, as `.mcp.json` has them. */
  readonly mcpServers?: Readonly<Record<string, unknown>> | undefined;
  /** Features by name, such as `enableRag`. */
  readonly flags?: Readonly<Partial<Record<FlagName, boolean>>> | undefined;
  readonly limits?: ConfiguredLimits | undefined;
  /** Exit with 3 when a run was degraded or could not be verified. Default: false. */
  readonly strict?: boolean | undefined;
}

/** Gives a configuration its type. It changes nothing. */
export const defineConfig = (config: Config): Config => config;
