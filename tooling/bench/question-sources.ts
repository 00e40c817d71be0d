import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Where an installed package keeps its sources. */
export function sourcesOf(name: string): string {
  const store = join(import.meta.dirname, '../../node_modules/.pnpm');
  const places = readdirSync(store)
    .filter((entry) => entry.startsWith(`${name}@`))
    .map((entry) => join(store, entry, 'node_modules', name, 'src'));
  const place = places.find((path) => existsSync(path));
  if (place === undefined) throw new Error(`${name} is not installed with its sources`);
  return place;
}

/** So many of a list, from all over it. */
export function evenly<T>(list: readonly T[], count: number): readonly T[] {
  const step = Math.max(1, list.length / count);
  return list.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
}
