import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { languageOf, type LanguageName } from '@artemis/code-index';

/** One file of a corpus. */
export interface CorpusFile {
  readonly path: string;
  readonly language: LanguageName;
}

/** Real code of others, copied to a folder of its own. */
export interface Corpus {
  readonly dir: string;
  readonly files: readonly CorpusFile[];
  readonly bytes: number;
}

/** Source files that are installed beside this checkout: npm packages, and the library and packages of Python. */
export function installedSources(): string[] {
  const store = join(import.meta.dirname, '../../node_modules/.pnpm');
  const folders = [...npmPackages(store), ...globSync('/usr/lib/python3*')];
  return folders.flatMap((folder) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && languageOf(entry.name) !== null)
      .map((entry) => join(entry.parentPath, entry.name))
      .filter((path) => !relative(folder, path).includes('node_modules') && isSource(path)),
  );
}

/** Copies files to a repository of their own in the folder for temporary files, so that no ignore file applies to them. */
export function copyCorpus(sources: readonly string[]): Corpus {
  const dir = mkdtempSync(join(tmpdir(), 'artemis-corpus-'));
  execFileSync('git', ['init', '-q'], { cwd: dir });
  let bytes = 0;
  const files = sources.map((source) => {
    const path = pathInCorpus(source);
    mkdirSync(dirname(join(dir, path)), { recursive: true });
    copyFileSync(source, join(dir, path));
    bytes += statSync(join(dir, path)).size;
    return { path, language: languageOf(path) ?? 'javascript' };
  });
  return { dir, files, bytes };
}

/** Where a file is in its package, below a folder for the package. */
const pathInCorpus = (source: string): string => source.replace(/^.*\/node_modules\/(?=[^/])/, 'npm/').replace(/^\/usr\/lib\//, '');

/** Each package once, although the store holds some for several sets of peers. */
function npmPackages(store: string): string[] {
  const found = new Map<string, string>();
  for (const folder of existsSync(store) ? readdirSync(store) : []) {
    for (const path of globSync(['*', '@*/*'], { cwd: join(store, folder, 'node_modules') })) {
      const whole = join(store, folder, 'node_modules', path);
      if (!path.startsWith('.') && !found.has(path) && existsSync(join(whole, 'package.json')) && isOwn(folder, path))
        found.set(path, whole);
    }
  }
  return [...found.values()];
}

/** Beside a package, the store has links to what it depends on. */
const isOwn = (folder: string, path: string): boolean => folder.startsWith(`${path.replace('/', '+')}@`);

/** What the index would take: no larger than it reads, and not minified. */
function isSource(path: string): boolean {
  const { size } = statSync(path);
  if (size > 1_048_576) return false;
  return size < 50_000 || readFileSync(path, 'utf8').split('\n').length * 1_000 > size;
}
