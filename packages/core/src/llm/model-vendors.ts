import type { Llm } from '../capability/llm.ts';
import type { Implementation } from '../component/component.ts';
import { ArtemisError } from '../errors/artemis-error.ts';
import type { ModelSettings } from '../plugin/plugin.ts';
import type { Clock } from '../ports/clock.ts';
import { openAiModel, type OpenAiModelOptions } from './openai-model.ts';

/** Makes a model of one vendor. */
export type ModelFactory = (settings: ModelSettings) => Implementation<Llm>;

/** Who can make models: core for everything that speaks OpenAI's API, plugins for other vendors. */
export class ModelVendors {
  readonly #factories: Map<string, ModelFactory>;

  /** @param options - Clock and limits of the models core makes itself. */
  constructor(options: Pick<OpenAiModelOptions, 'limits'> & { readonly clock: Clock }) {
    this.#factories = new Map([['openai', (settings) => openAiModel(settings, options)]]);
  }

  /** @throws ArtemisError `ARTEMIS_E_COMPONENT_TAKEN` when the vendor is known already. */
  register(vendor: string, create: ModelFactory): void {
    if (this.#factories.has(vendor)) {
      throw new ArtemisError('ARTEMIS_E_COMPONENT_TAKEN', `The model vendor "${vendor}" is already registered.`, {
        hint: 'Name only one of the two plugins in the configuration.',
        facts: { vendor },
      });
    }
    this.#factories.set(vendor, create);
  }

  /** A model of a vendor nobody knows is made all the same: it fails when it is called, so that the next model serves. */
  create(settings: ModelSettings): Implementation<Llm> {
    const factory = this.#factories.get(settings.vendor);
    return factory?.(settings) ?? unknownVendor(settings);
  }
}

const unknownVendor = ({ vendor, model }: ModelSettings): Implementation<Llm> => ({
  name: `${vendor}/${model}`,
  create() {
    throw new ArtemisError('ARTEMIS_E_MODEL_SETTINGS', `Nobody knows the model vendor "${vendor}" of "${model}".`, {
      hint: `Install the plugin for "${vendor}", or use openai with a base URL.`,
      facts: { vendor, model },
    });
  },
});
