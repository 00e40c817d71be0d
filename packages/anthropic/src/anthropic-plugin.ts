import { definePlugin, pluginApiVersion, type Plugin } from '@artemis/core';
import { claudeModel, type ClaudeModelOptions } from './claude-model.ts';

/** How the plugin is made. Everything has a default; keys come with the models, not from here. */
export type AnthropicOptions = ClaudeModelOptions;

/** Adds the vendor `anthropic`: a model listed as `anthropic/…` is asked over Anthropic's own API. */
export default function anthropicPlugin(options: AnthropicOptions = {}): Plugin {
  return definePlugin({
    name: '@artemis/anthropic',
    apiVersion: pluginApiVersion,
    setup: (host) => host.registerModelVendor('anthropic', (settings) => claudeModel(settings, options)),
  });
}
