import type { PackageFolder } from './areas.ts';
import type { Repository } from './repository.ts';

type Names = Readonly<Record<string, string>>;

/** The parts of a package.json that the checks look at. Everything may be missing. */
export interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly private?: boolean;
  readonly description?: string;
  readonly keywords?: readonly string[];
  readonly license?: string;
  readonly type?: string;
  readonly sideEffects?: unknown;
  readonly engines?: Names;
  readonly exports?: Readonly<Record<string, string | Names>>;
  readonly bin?: Names;
  readonly files?: readonly string[];
  readonly repository?: { readonly type?: string; readonly url?: string; readonly directory?: string };
  readonly publishConfig?: { readonly access?: string; readonly provenance?: boolean };
  readonly artemis?: { readonly apiVersion?: number };
  readonly scripts?: Names;
  readonly dependencies?: Names;
  readonly devDependencies?: Names;
  readonly peerDependencies?: Names;
  readonly optionalDependencies?: Names;
}

/** Reads the package.json of a folder. */
export function readManifest(repository: Repository, folder: Pick<PackageFolder, 'path'>): Manifest {
  return JSON.parse(repository.read(manifestPath(folder))) as Manifest;
}

/** Path of the package.json of a folder. */
export function manifestPath({ path }: Pick<PackageFolder, 'path'>): string {
  return path === '.' ? 'package.json' : `${path}/package.json`;
}

/** Names of what a package needs when it is installed by a user. */
export function runtimeDependencies({ dependencies, peerDependencies, optionalDependencies }: Manifest): string[] {
  return Object.keys({ ...dependencies, ...peerDependencies, ...optionalDependencies });
}

/** Line of a key in the text of a package.json, 1 where it is missing. */
export function lineOfKey(text: string, key: string): number {
  return text.split('\n').findIndex((line) => line.includes(`"${key}":`)) + 1 || 1;
}
