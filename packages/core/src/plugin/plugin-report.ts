import type { OptionalCapability } from '../capability/capabilities.ts';
import { ArtemisError, type ErrorCodeName } from '../errors/artemis-error.ts';
import { describeFailure } from '../errors/describe-failure.ts';
import { PluginRefusedError } from './plugin-refused-error.ts';

/** A plugin whose components stand. */
export interface PluginLoaded {
  readonly status: 'loaded';
  readonly name: string;
  /** Capabilities it has registered a component for. */
  readonly capabilities: readonly OptionalCapability[];
  /** Vendors it has added for the `llm` capability. */
  readonly vendors: readonly string[];
}

/** A plugin that is not used. Nothing of it is registered. */
export interface PluginRefused {
  readonly status: 'refused';
  /** Its name, or what it was configured as when it never said its name. */
  readonly name: string;
  /** `ARTEMIS_E_PLUGIN_REFUSED` or `ARTEMIS_E_PLUGIN_MISSING`. */
  readonly code: ErrorCodeName;
  /** One sentence. */
  readonly reason: string;
  /** What to do about it, such as the install command. */
  readonly hint: string;
  /** The whole error, with its cause. */
  readonly error: ArtemisError;
}

/** What became of a plugin. */
export type PluginReport = PluginLoaded | PluginRefused;

/** The report of a refusal. `label` names the plugin where the error does not. */
export function refusedReport(label: string, failure: unknown): PluginRefused {
  const error = failure instanceof ArtemisError ? failure : unexpected(label, failure);
  const name = error instanceof PluginRefusedError ? error.plugin : label;
  return { status: 'refused', name, code: error.code, reason: error.message, hint: error.hint, error };
}

const unexpected = (label: string, failure: unknown): PluginRefusedError =>
  new PluginRefusedError(label, 'setup', `cannot be loaded: ${describeFailure(failure)}`, {
    hint: 'Report this as a bug of Artemis.',
    cause: failure,
  });
