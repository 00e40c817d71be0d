export { defineConfig, type Config, type ConfiguredLimits, type ConfiguredModel } from './config/config.ts';
