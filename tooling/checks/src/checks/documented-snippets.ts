import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { snippetsOf, type Snippet } from '../markdown.ts';
import type { Repository } from '../repository.ts';

/** Languages of blocks that show what something prints or looks like. Nobody is meant to run them. */
const output: ReadonlySet<string> = new Set(['text', 'console', 'mermaid', 'diff']);

const shells: ReadonlySet<string> = new Set(['sh', 'bash']);

/** Files that CI runs, where the lines of a snippet may come from. */
const executed = /^(examples\/|\.ci\/run$|profiles\/)|\.test\.ts$|\/test\//;

const pages = /^(README|ARCHITECTURE|AGENTS|CONTRIBUTING)\.md$|^docs\/.*\.md$|^(packages|apps|examples)\/(?:[^/]+\/)?README\.md$/;

/** Code shown in the documentation is code that CI runs: `from=` names the file in which its lines stand, in this order. */
export const documentedSnippets: Check = {
  name: 'documented-snippets',
  run: (repository) =>
    repository.files
      .filter((path) => pages.test(path))
      .flatMap((path) => snippetsOf(repository.read(path)).flatMap((snippet) => snippetFindings(repository, path, snippet))),
};

function snippetFindings(repository: Repository, path: string, snippet: Snippet): Finding[] {
  const message = objection(repository, snippet);
  return message ? [{ path, line: snippet.line, rule: 'documented-snippets', message }] : [];
}

function objection(repository: Repository, { language, attributes, lines }: Snippet): string | undefined {
  if (output.has(language)) return undefined;
  const source = attributes['from'];
  if (language === '') return 'has no language; use `text` for output';
  if (!source) return `name the file that runs this: \`\`\`${language} from=path (or mark it as output: \`\`\`text)`;
  if (!executed.test(source) || !repository.has(source)) return `${source} is not a file that CI runs`;
  const commands = lines.map((line) => (shells.has(language) ? withoutComment(line) : line).trim()).filter((line) => line !== '');
  const missing = firstMissing(commands, repository.read(source).split('\n'));
  return missing === undefined ? undefined : `"${missing}" does not stand in ${source} in this order`;
}

/** First line that does not follow the lines before it. It may be part of a line of the source. */
function firstMissing(lines: readonly string[], source: readonly string[]): string | undefined {
  let next = 0;
  return lines.find((line) => {
    const at = source.findIndex((text, index) => index >= next && text.includes(line));
    next = at + 1;
    return at === -1;
  });
}

/** What a shell would run of a line. */
function withoutComment(line: string): string {
  return line.replace(/(^|\s)#.*$/, '');
}
