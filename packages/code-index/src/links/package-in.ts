import type { ProjectPackage } from '../model/project-package.ts';
import { npmEntries } from './npm-entries.ts';
import { tsAliases } from './ts-aliases.ts';

/** What a manifest says of its folder; `null` for every other file, and for a manifest that cannot be read or says nothing. */
export function packageIn(path: string, text: string): ProjectPackage | null {
  const slash = path.lastIndexOf('/');
  const folder = slash < 0 ? '' : path.slice(0, slash);
  const name = path.slice(slash + 1);
  if (name === 'package.json') return npmPackage(path, folder, text);
  if (name === 'go.mod') return goModule(path, folder, text);
  return /^[tj]sconfig(?:\.[\w.-]+)?\.json$/.test(name) ? tsAliases(path, folder, text) : null;
}

function npmPackage(path: string, folder: string, text: string): ProjectPackage | null {
  try {
    const manifest: unknown = JSON.parse(text);
    if (typeof manifest !== 'object' || manifest === null) return null;
    const name = 'name' in manifest && typeof manifest.name === 'string' ? manifest.name : '';
    const entries = npmEntries(manifest);
    return name === '' && Object.keys(entries).every((key) => !key.startsWith('#'))
      ? null
      : { name, folder, kind: 'npm', manifest: path, entries };
  } catch {
    return null;
  }
}

function goModule(path: string, folder: string, text: string): ProjectPackage | null {
  const name = /^module\s+(\S+)/m.exec(text)?.[1];
  return name === undefined ? null : { name, folder, kind: 'go', manifest: path, entries: {} };
}
