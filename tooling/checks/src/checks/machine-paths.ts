import { homedir } from 'node:os';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';

/** What gives away a machine or a mirror wherever it stands. */
const patterns: readonly { readonly pattern: RegExp; readonly what: string }[] = [
  { pattern: /(?<![\w.~/-])\/(?:home|Users)\/[a-z][\w.-]*\//gi, what: 'the home folder of a person' },
  { pattern: /(?<![\w.~/-])\/root\//g, what: 'the home folder of root' },
  { pattern: /\b[A-Z]:\\Users\\/g, what: 'the home folder of a person' },
  { pattern: /\bhttps?:\/\/(?:registry|npm|pypi|mirror|artifactory|nexus|verdaccio)\.[\w.-]+/gi, what: 'a package registry' },
  { pattern: /\bregistry\s*=\s*['"]?https?:/g, what: 'a package registry' },
];

/** No file says where it was written or where packages came from. */
export const machinePaths: Check = {
  name: 'machine-paths',
  run: (repository) => {
    const here = [repository.root, homedir()]
      .filter((path) => path.split('/').length > 2)
      .map((path) => ({ pattern: literally(path), what: 'a path of this machine' }));
    return repository.files.flatMap((path) => scan(path, repository.read(path), [...patterns, ...here]));
  },
};

function literally(path: string): RegExp {
  return new RegExp(`${path.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)}(?![\\w-])`, 'g');
}

function scan(path: string, text: string, rules: typeof patterns): Finding[] {
  if (text.includes('\0')) return [];
  return rules.flatMap(({ pattern, what }) =>
    [...text.matchAll(pattern)].map((match) => ({
      path,
      line: text.slice(0, match.index).split('\n').length,
      rule: 'machine-paths',
      message: `"${match[0].trim()}" is ${what}`,
    })),
  );
}
