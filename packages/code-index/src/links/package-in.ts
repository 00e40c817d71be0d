import type { ProjectPackage } from '../model/project-package.ts';
import { npmEntries } from './npm-entries.ts';

/** The package a manifest describes; `null` for every other file, and for a manifest that cannot be read. */
export function packageIn(path: string, text: string): ProjectPackage | null {
  const slash = path.lastIndexOf('/');
  const folder = slash < 0 ? '' : path.slice(0, slash);
  const name = path.slice(slash + 1);
  if (name === 'package.json') return npmPackage(folder, text);
  if (name === 'go.mod') return goModule(folder, text);
  return null;
}

/** Path of the manifest a package was read from. */
export const manifestOf = ({ folder, kind }: Pick<ProjectPackage, 'folder' | 'kind'>): string =>
  `${folder === '' ? '' : `${folder}/`}${kind === 'npm' ? 'package.json' : 'go.mod'}`;

function npmPackage(folder: string, text: string): ProjectPackage | null {
  try {
    const manifest: unknown = JSON.parse(text);
    if (typeof manifest !== 'object' || manifest === null || !('name' in manifest) || typeof manifest.name !== 'string') return null;
    return { name: manifest.name, folder, kind: 'npm', entries: npmEntries(manifest) };
  } catch {
    return null;
  }
}

function goModule(folder: string, text: string): ProjectPackage | null {
  const name = /^module\s+(\S+)/m.exec(text)?.[1];
  return name === undefined ? null : { name, folder, kind: 'go', entries: {} };
}
