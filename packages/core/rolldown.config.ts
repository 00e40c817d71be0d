import { defineConfig } from 'rolldown';

/** One bundle for each way in, with what they share in chunks. Why: `docs/decisions/0002-bundled-core.md`. */
export default defineConfig({
  input: { index: 'src/index.ts', 'testing/index': 'src/testing/index.ts' },
  external: [/^openai/, 'zod', 'jsonrepair'],
  platform: 'node',
  transform: { target: 'es2024' },
  output: { dir: 'dist', chunkFileNames: 'chunks/[name].js', sourcemap: true },
});
