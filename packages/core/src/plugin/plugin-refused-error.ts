import { ArtemisError } from '../errors/artemis-error.ts';

/** The rule of the plugin interface that was broken. */
export type PluginRule =
  | 'name'
  | 'import'
  | 'default-export'
  | 'factory'
  | 'shape'
  | 'api-version'
  | 'duplicate-name'
  | 'setup'
  | 'deadline'
  | 'component'
  | 'capability'
  | 'capability-taken'
  | 'vendor'
  | 'registry'
  | 'closed';

/** What further is known of a refusal. */
export interface RefusalDetails {
  readonly hint: string;
  readonly cause?: unknown;
  /** Further facts beside `plugin` and `rule`. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** A plugin was refused. The run goes on without it. */
export class PluginRefusedError extends ArtemisError {
  override readonly name = 'PluginRefusedError';
  readonly plugin: string;
  readonly rule: PluginRule;

  /** @param problem - End of a sentence that begins with the plugin. */
  constructor(plugin: string, rule: PluginRule, problem: string, { hint, cause, facts }: RefusalDetails) {
    super('ARTEMIS_E_PLUGIN_REFUSED', `Plugin "${plugin}" ${problem.replace(/\.$/, '')}.`, {
      hint,
      cause,
      facts: { ...facts, plugin, rule },
    });
    this.plugin = plugin;
    this.rule = rule;
  }
}
