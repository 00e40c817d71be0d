import { readErrorTables, type ErrorRow } from './error-tables.ts';
import type { GeneratedPage } from './generated-page.ts';

/** The page of all error codes, from the tables. */
export const errorPage: GeneratedPage = {
  path: 'docs/errors.md',
  render(repository) {
    const { rows } = readErrorTables(repository);
    const folders = [...new Set(rows.map(folderOf))];
    const sections = folders.map((folder) =>
      renderSection(
        folder,
        rows.filter((row) => folderOf(row) === folder),
      ),
    );
    return [introduction, ...sections].join('\n');
  },
};

const introduction = `# Error codes

<!-- Generated from the error-codes.ts of every package by \`pnpm docs:generate\`. Edit the tables, not this page. -->

Every error that Artemis throws on purpose has one of these codes, a message with the facts, a hint and the original error as its
\`cause\`. A code never changes its meaning. The exit code is that of a command that ends with the error.
`;

function folderOf({ path }: ErrorRow): string {
  return path.split('/').slice(0, 2).join('/');
}

function renderSection(folder: string, rows: readonly ErrorRow[]): string {
  const lines = rows.map(({ code, exitCode, meaning, remedy }) => `| \`${code}\` | ${exitCode} | ${cell(meaning)} | ${cell(remedy)} |`);
  return [
    `## @artemis/${folder.split('/')[1]}`,
    '',
    '| code | exit | what happened | what to do |',
    '| --- | --- | --- | --- |',
    ...lines,
    '',
  ].join('\n');
}

/** A pipe would end the cell. */
function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`);
}
