import type { LanguageName } from './language-name.ts';
import { bash } from './queries/bash.ts';
import { cpp } from './queries/cpp.ts';
import { cSharp } from './queries/c-sharp.ts';
import { css } from './queries/css.ts';
import { go } from './queries/go.ts';
import { java } from './queries/java.ts';
import { javascript } from './queries/javascript.ts';
import { php } from './queries/php.ts';
import { powershell } from './queries/powershell.ts';
import { python } from './queries/python.ts';
import { ruby } from './queries/ruby.ts';
import { rust } from './queries/rust.ts';
import { tsx, typescript } from './queries/typescript.ts';

/**
 * How a language says that other files can see a symbol: by a node captured as `@exported`, by the first letter of the name
 * (Go), by the lack of a leading underscore (Python), or not at all.
 */
export type ExportRule = 'marked' | 'capital' | 'no-underscore' | 'none';

/** One language: which files are in it, and how to read them. */
export interface Language {
  /** Endings of its file names, lower case, without the dot. */
  readonly extensions: readonly string[];
  /** What is captured; the names of captures are explained in `read-captures.ts`. */
  readonly query: string;
  readonly exportRule: ExportRule;
}

/** Every language. The name is also that of its grammar. */
export const languages: Readonly<Record<LanguageName, Language>> = {
  typescript: { extensions: ['ts', 'mts', 'cts'], query: typescript, exportRule: 'marked' },
  tsx: { extensions: ['tsx'], query: tsx, exportRule: 'marked' },
  javascript: { extensions: ['js', 'mjs', 'cjs', 'jsx'], query: javascript, exportRule: 'marked' },
  python: { extensions: ['py', 'pyi'], query: python, exportRule: 'no-underscore' },
  go: { extensions: ['go'], query: go, exportRule: 'capital' },
  rust: { extensions: ['rs'], query: rust, exportRule: 'marked' },
  java: { extensions: ['java'], query: java, exportRule: 'marked' },
  'c-sharp': { extensions: ['cs'], query: cSharp, exportRule: 'marked' },
  cpp: { extensions: ['c', 'h', 'cc', 'cpp', 'cxx', 'hh', 'hpp', 'hxx'], query: cpp, exportRule: 'none' },
  php: { extensions: ['php'], query: php, exportRule: 'none' },
  ruby: { extensions: ['rb', 'rake', 'gemspec'], query: ruby, exportRule: 'none' },
  bash: { extensions: ['sh', 'bash'], query: bash, exportRule: 'none' },
  powershell: { extensions: ['ps1', 'psm1'], query: powershell, exportRule: 'none' },
  css: { extensions: ['css'], query: css, exportRule: 'none' },
};

const byExtension: ReadonlyMap<string, LanguageName> = new Map(
  Object.entries(languages).flatMap(([name, { extensions }]) => extensions.map((extension) => [extension, name as LanguageName] as const)),
);

/** Language of a file, by the ending of its name; `null` when there is none for it. */
export function languageOf(path: string): LanguageName | null {
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dot = name.lastIndexOf('.');
  return dot < 0 ? null : (byExtension.get(name.slice(dot + 1).toLowerCase()) ?? null);
}
