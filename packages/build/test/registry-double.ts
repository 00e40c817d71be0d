import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Files } from './build-project.ts';

/** A package registry on this machine. */
export interface RegistryDouble extends AsyncDisposable {
  readonly port: number;
  /** Paths that were asked for. */
  readonly requests: readonly string[];
  /** Address of a package, by a name of this machine. */
  urlOf(name: string, host?: string): string;
  /** Hash of a package, as a lock file has it. */
  integrityOf(name: string): string;
  /** From now on, serves something else under the name of a package. */
  tamperWith(name: string): void;
}

/** Serves packages, by name, at version 1.0.0. */
export async function registryDouble(packages: Readonly<Record<string, Files>>): Promise<RegistryDouble> {
  const tarballs = new Map(Object.entries(packages).map(([name, files]) => [name, tarballOf(files)]));
  const hashes = new Map([...tarballs].map(([name, bytes]) => [name, `sha512-${createHash('sha512').update(bytes).digest('base64')}`]));
  const requests: string[] = [];
  const server = createServer(({ url = '' }, response) => {
    requests.push(url);
    const bytes = tarballs.get(/\/([^/]+)-1\.0\.0\.tgz$/.exec(url)?.[1] ?? '');
    if (bytes) response.end(bytes);
    else response.writeHead(404).end('{}');
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    port,
    requests,
    urlOf: (name, host = '127.0.0.1') => `http://${host}:${port}/${name}/-/${name}-1.0.0.tgz`,
    integrityOf: (name) => hashes.get(name) ?? '',
    tamperWith: (name) => void tarballs.set(name, tarballOf({ 'package.json': '{}', 'index.js': 'export const one = 666;\n' })),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
    },
  };
}

function tarballOf(files: Files): Buffer {
  const dir = mkdtempSync(join(tmpdir(), 'artemis-package-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(dir, 'package', dirname(path)), { recursive: true });
      writeFileSync(join(dir, 'package', path), text);
    }
    execFileSync('tar', ['czf', join(dir, 'package.tgz'), '-C', dir, 'package']);
    return readFileSync(join(dir, 'package.tgz'));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** A `package-lock.json` that pins these packages of a registry. */
export const lockOf = (registry: RegistryDouble, names: readonly string[], host?: string): string =>
  JSON.stringify({
    name: 'x',
    lockfileVersion: 3,
    requires: true,
    packages: {
      '': { dependencies: Object.fromEntries(names.map((name) => [name, '1.0.0'])) },
      ...Object.fromEntries(
        names.map((name) => [
          `node_modules/${name}`,
          { version: '1.0.0', resolved: registry.urlOf(name, host), integrity: registry.integrityOf(name), hasInstallScript: true },
        ]),
      ),
    },
  });
