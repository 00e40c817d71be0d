import type { CopyFileSystem } from './copy-file-system.ts';

/** Most files a project may have for a copy of it to be made. */
const maxFiles = 200_000;

/** Folders that hold installed dependencies: they are shown read-only and never copied. */
const dependencyFolders = new Set(['node_modules', '.venv', 'venv', '.tox', '.nox', 'vendor', 'Pods', 'deps']);

/** Folders that are no part of what is built: history, caches, products, and the state of Artemis itself. */
const leftOutFolders = new Set([
  '.git',
  '.hg',
  '.svn',
  '.jj',
  '.artemis',
  '.artemis-build',
  '__pycache__',
  '.pytest_cache',
  '.mypy_cache',
  '.ruff_cache',
  '.hypothesis',
  '.gradle',
  '.turbo',
  '.nx',
  '.next',
  '.nuxt',
  '.cache',
  '.parcel-cache',
  '.vitest',
  'coverage',
  '.nyc_output',
  '.idea',
  '.ssh',
  '.aws',
  '.gnupg',
  '.docker',
  '.kube',
]);

/** Folders that are a product when this manifest stands beside them. */
const productFolders: Readonly<Record<string, readonly string[]>> = {
  target: ['Cargo.toml', 'pom.xml', 'build.sbt'],
  _build: ['mix.exs'],
  bin: ['*.csproj', '*.sln'],
  obj: ['*.csproj', '*.sln'],
};

/** Files that hold secrets of the user and that no test should need. */
const secretFile =
  /^(?:\.env|\.env\.(?:local|production|prod|development|dev|staging)(?:\.local)?|\.npmrc|\.netrc|\.pypirc|\.pgpass|\.git-credentials|id_(?:rsa|dsa|ecdsa|ed25519)|credentials(?:\.json|\.toml)?)$/;

/** A work tree of git has a file where the repository has a folder: it leads to what is not in a copy. */
const isLeftOutFile = (name: string): boolean => name === '.git' || secretFile.test(name);

/** What a walk found. Paths are relative, with `/`. */
export interface ProjectWalk {
  readonly files: readonly string[];
  /** Symbolic links, copied as they are. */
  readonly links: readonly string[];
  readonly folders: readonly string[];
  /** Folders of installed dependencies, and where on the disk each of them is. */
  readonly dependencies: ReadonlyMap<string, string>;
  /** True when the walk stopped at the limit. */
  readonly cut: boolean;
}

interface Found {
  readonly files: string[];
  readonly links: string[];
  readonly folders: string[];
  readonly dependencies: Map<string, string>;
}

/**
 * Lists a project without following links.
 *
 * @param exclude - Further folders to leave out, relative to the project.
 * @throws The reason of `signal` when it is aborted.
 */
export async function walkProject(
  fs: CopyFileSystem,
  projectDir: string,
  exclude: readonly string[],
  signal: AbortSignal,
): Promise<ProjectWalk> {
  const found: Found = { files: [], links: [], folders: [], dependencies: new Map() };
  const left = new Set(exclude.map((path) => path.replace(/\/+$/, '')));
  const pending = [''];
  for (let dir = pending.pop(); dir !== undefined && found.files.length < maxFiles; dir = pending.pop()) {
    signal.throwIfAborted();
    for (const folder of await readFolder(fs, projectDir, dir, found)) if (!left.has(folder)) pending.push(folder);
  }
  found.files.sort();
  return { ...found, cut: found.files.length >= maxFiles };
}

/** The copy of a project, with the dependencies of the original where it has none of its own. @throws As {@link walkProject}. */
export async function walkCopy(
  fs: CopyFileSystem,
  copyDir: string,
  original: string,
  exclude: readonly string[],
  signal: AbortSignal,
): Promise<ProjectWalk> {
  const copy = await walkProject(fs, copyDir, exclude, signal);
  const installed = await walkProject(fs, original, exclude, signal);
  const folders = new Set(['', ...copy.folders]);
  const shared = [...installed.dependencies].filter(([path]) => folders.has(path.slice(0, Math.max(path.lastIndexOf('/'), 0))));
  const dependencies = new Map([...shared, ...copy.dependencies]);
  return { ...copy, links: copy.links.filter((path) => !dependencies.has(path)), dependencies };
}

/** Sorts the entries of one folder. @returns The folders to go into. */
async function readFolder(fs: CopyFileSystem, projectDir: string, dir: string, found: Found): Promise<string[]> {
  const entries = await fs.readdir(`${projectDir}/${dir}`, { withFileTypes: true });
  const names = entries.map(({ name }) => name);
  const inner: string[] = [];
  for (const entry of entries) {
    const path = dir === '' ? entry.name : `${dir}/${entry.name}`;
    if (entry.isSymbolicLink()) found.links.push(path);
    else if (entry.isFile() && !isLeftOutFile(entry.name)) found.files.push(path);
    else if (entry.isDirectory() && !isLeftOut(entry.name, names)) {
      if (isDependency(entry.name, names)) found.dependencies.set(path, `${projectDir}/${path}`);
      else {
        found.folders.push(path);
        inner.push(path);
      }
    }
  }
  return inner;
}

const isDependency = (name: string, siblings: readonly string[]): boolean =>
  dependencyFolders.has(name) &&
  (name !== 'deps' || siblings.includes('mix.exs')) &&
  (name !== 'vendor' || siblings.some((one) => ['composer.json', 'go.mod', 'Gemfile'].includes(one)));

const isLeftOut = (name: string, siblings: readonly string[]): boolean =>
  leftOutFolders.has(name) ||
  (productFolders[name] ?? []).some((manifest) =>
    siblings.some((one) => (manifest.startsWith('*') ? one.endsWith(manifest.slice(1)) : one === manifest)),
  );
