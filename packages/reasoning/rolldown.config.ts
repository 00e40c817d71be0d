import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const { peerDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
const packages = Object.keys({ ...peerDependencies });

/** Every run loads it, so it is one file. Why: `docs/decisions/0002-bundled-core.md`. */
export default defineConfig({
  input: { index: 'src/index.ts' },
  external: (id) => packages.some((name) => id === name || id.startsWith(`${name}/`)),
  platform: 'node',
  transform: { target: 'es2024' },
  output: { dir: 'dist', chunkFileNames: 'chunks/[name].js', sourcemap: true },
});
