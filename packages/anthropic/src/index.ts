export { default, type AnthropicOptions } from './anthropic-plugin.ts';
export { claudeModel, type ClaudeModelOptions } from './claude-model.ts';
