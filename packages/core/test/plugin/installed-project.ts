import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A project folder with packages in its `node_modules`. */
export interface InstalledProject extends AsyncDisposable {
  readonly path: string;
  /** Writes a file, its folders too. */
  write(file: string, content: string): Promise<void>;
  /** Installs a package whose module is `module`. */
  install(name: string, module: string, manifest?: object): Promise<void>;
}

export async function installedProject(): Promise<InstalledProject> {
  const path = await mkdtemp(join(tmpdir(), 'artemis-plugins-'));
  const write = async (file: string, content: string): Promise<void> => {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), content);
  };
  return {
    path,
    write,
    async install(name, module, manifest = { exports: { import: './index.mjs' } }) {
      await write(`node_modules/${name}/package.json`, JSON.stringify({ name, version: '1.0.0', ...manifest }));
      await write(`node_modules/${name}/index.mjs`, module);
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true }),
  };
}

/** Source of a plugin module that registers one component for `rag`. */
export const pluginModule = (name: string, capability = 'rag'): string => `
  const make = () => ({});
  export default (options) => ({
    name: ${JSON.stringify(name)},
    apiVersion: 1,
    setup: (host) => host.register('${capability}', { primary: { name: 'store', create: make }, fallback: { name: 'list', create: make } }),
  });
`;
