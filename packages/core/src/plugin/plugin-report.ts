import type { OptionalCapability } from '../capability/capabilities.ts';
import type { ErrorCodeName } from '../errors/artemis-error.ts';

/** What became of a plugin. */
export type PluginReport =
  | { readonly name: string; readonly status: 'loaded'; readonly capabilities: readonly OptionalCapability[]; readonly vendors: readonly string[] }
  | { readonly name: string; readonly status: 'refused'; readonly code: ErrorCodeName; readonly reason: string; readonly hint: string };
