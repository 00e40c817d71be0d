import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { runTool } from './run-tool.ts';

interface Diagnostic {
  readonly message: string;
  readonly code?: string;
  readonly filename: string;
  readonly labels: readonly { readonly span: { readonly line: number } }[];
}

/** Reads `oxlint --format json`. */
export function parseOxlint(output: string): Finding[] {
  const start = output.indexOf('{');
  if (start === -1) return [];
  const { diagnostics } = JSON.parse(output.slice(start)) as { readonly diagnostics: readonly Diagnostic[] };
  return diagnostics.map(({ message, code, filename, labels }) => ({
    path: filename,
    line: labels[0]?.span.line ?? 1,
    rule: code ?? 'oxlint',
    message: message.replaceAll(/\s+/g, ' '),
  }));
}

/** The linter with types; its rules are in `.oxlintrc.json`. */
export const oxlint: Check = {
  name: 'oxlint',
  run: ({ root }) => runTool(root, { name: 'oxlint', args: ['--deny-warnings', '--format', 'json'], parse: parseOxlint }),
};
