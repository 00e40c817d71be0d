import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;
const packages = Object.keys({ ...dependencies, ...devDependencies });

/** What has to be there before anything else, or without it: each in a file of its own. */
const alone = ['version', 'config/folders', 'config/duration', 'run/unbegun-run'];
/** What every run goes through, in one file. It is found once and read once. */
const everyRun =
  /src\/(?:perform|exit-code-for|error-codes|secrets-in|commands\/run|(?:github|render|terminal|process)\/.*|run\/(?:watch|run-rep|model-p|without|execute-m).*|runs\/stored-runs|models\/configured.*|config\/(?:settings|env-limits|config-error|layers|merge-limits|parse-json|profiles|read-.*|trust|user-file))\.ts$/;

/**
 * One bundle for each way in, with what is loaded on demand in chunks beside it: a file looks for its neighbours by its own address,
 * so all lie in one folder. Why bundles: `docs/decisions/0002-bundled-core.md`.
 */
export default defineConfig({
  input: { bin: 'src/bin.ts', index: 'src/index.ts', 'scripted-model-process': 'src/demo/scripted-model-process.ts' },
  external: (id) => packages.some((name) => id === name || id.startsWith(`${name}/`)),
  platform: 'node',
  transform: { target: 'es2024' },
  output: {
    dir: 'dist',
    chunkFileNames: 'chunk-[name].js',
    sourcemap: true,
    codeSplitting: {
      groups: [
        ...alone.map((name) => ({ name: name.replace(/.*\//, ''), test: new RegExp(`src/${name}\\.ts$`), priority: 2 })),
        { name: 'every-run', test: everyRun, priority: 1 },
      ],
    },
  },
});
