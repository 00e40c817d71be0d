import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

/** Puts the shipped profiles into the package as JSON, so that a start need not parse YAML. */
const folder = new URL('../../../profiles/', import.meta.url);
const profiles = Object.fromEntries(
  readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [name.slice(0, -'.yaml'.length), parse(readFileSync(new URL(name, folder), 'utf8'))]),
);
const dist = new URL('../dist/', import.meta.url);
mkdirSync(dist, { recursive: true });
writeFileSync(new URL('profiles.json', dist), `${JSON.stringify(profiles, null, 2)}\n`);
