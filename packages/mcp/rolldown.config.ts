import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const { dependencies, peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
const packages = Object.keys({ ...dependencies, ...peerDependencies });

/** What a run with servers loads before its first question in one file, and what speaks to servers beside it. Why: `docs/decisions/0002-bundled-core.md`. */
export default defineConfig({
  input: { index: 'src/index.ts' },
  external: (id) => packages.some((name) => id === name || id.startsWith(`${name}/`)),
  platform: 'node',
  transform: { target: 'es2024' },
  output: { dir: 'dist', chunkFileNames: 'chunks/[name].js', sourcemap: true },
});
