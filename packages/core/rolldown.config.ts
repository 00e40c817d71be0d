import { readFileSync } from 'node:fs';
import { defineConfig, type Plugin } from 'rolldown';

/** The small form of zod becomes part of ours, as far as it is used; its licence goes with it. */
const zodLicence: Plugin = {
  name: 'zod-licence',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'chunks/zod-LICENSE.txt', source: readFileSync('node_modules/zod/LICENSE', 'utf8') });
  },
};

/** One bundle for each way in, with what they share in chunks. Why: `docs/decisions/0002-bundled-core.md`. */
export default defineConfig({
  input: { index: 'src/index.ts', 'testing/index': 'src/testing/index.ts' },
  external: [/^openai/, 'zod', 'jsonrepair'],
  plugins: [zodLicence],
  platform: 'node',
  transform: { target: 'es2024' },
  output: { dir: 'dist', chunkFileNames: 'chunks/[name].js', sourcemap: true },
});
