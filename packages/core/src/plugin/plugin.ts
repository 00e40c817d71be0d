import type { Capabilities, OptionalCapability } from '../capability/capabilities.ts';
import type { Component, Implementation } from '../component/component.ts';
import type { Llm, ModelPrice } from '../capability/llm.ts';
import type { Logger } from '../ports/logger.ts';
import type { MetricsCollector } from '../metrics/metrics-collector.ts';

/** Version of this interface. It changes only when a plugin would have to change. */
export const pluginApiVersion = 1;

/** What a plugin sees of Artemis while it is set up. */
export interface PluginHost {
  /** Registers a component. The capability must not be taken by another plugin. Once the setup has ended it has no effect. */
  register<K extends OptionalCapability>(capability: K, component: Component<Capabilities[K]>): void;
  /** Adds a vendor for the `llm` capability; models named `vendor/model` in the model list are created by it. */
  registerModelVendor(vendor: string, create: (model: ModelSettings) => Implementation<Llm>): void;
  readonly logger: Logger;
  readonly metrics: MetricsCollector;
  /** Aborted when Artemis closes or the plugin's deadline has passed. */
  readonly signal: AbortSignal;
}

/** One entry of the user's model list. */
export interface ModelSettings {
  /** `openai`, or a vendor that a plugin has registered. */
  readonly vendor: string;
  /** Model name as the vendor knows it. */
  readonly model: string;
  /** Address of the API. Default: the vendor's own. */
  readonly baseUrl?: string;
  /** The key itself. It is never printed. */
  readonly apiKey?: string;
  /** Name of the variable that held the key, for messages. */
  readonly keyVariable?: string;
  /** Further headers of each request, such as those of a gateway. Their values count as secrets. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Left out when it is unknown: costs are then shown as unknown. */
  readonly price?: ModelPrice;
  /** How good the model is, in the user's own numbers: more is better. Default: unknown, which is below every tier. */
  readonly tier?: number;
}

/** A plugin: a name and a setup that registers components. Nothing happens on import. */
export interface Plugin {
  /** npm name, such as `@artemis/rag`. */
  readonly name: string;
  readonly apiVersion: number;
  /**
   * Registers components. Nothing is connected here. It has a deadline of 5 seconds; what it registers counts once it has ended
   * well, all of it or nothing. It must give the event loop back and must not end the process: no deadline holds that.
   */
  setup(host: PluginHost): void | Promise<void>;
  /** Lets go of what setup took; called once, after a setup that ended well. It has a deadline of 2 seconds; failing is logged, never fatal. */
  dispose?(): void | Promise<void>;
}
