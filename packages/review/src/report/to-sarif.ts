import { createHash } from 'node:crypto';
import type { Finding, ReviewReport } from '@artemis/core';
import type { SarifFix, SarifLog, SarifResult } from './sarif-log.ts';

const levels = { blocking: 'error', warning: 'warning', note: 'note' } as const;
/** What a finding of a model is called. */
const modelRule = 'model';

/** A report for tools that read SARIF. Findings keep their order; paths become addresses relative to the project. */
export function toSarif(report: ReviewReport): SarifLog {
  const ids = [...new Set(report.findings.map(ruleOf))].toSorted();
  const seen = new Map<string, number>();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'artemis', rules: ids.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results: report.findings.map((finding) => resultOf(finding, fingerprint(finding, seen))),
      },
    ],
  };
}

const ruleOf = ({ rule }: Finding): string => rule ?? modelRule;

function resultOf(finding: Finding, findingHash: string): SarifResult {
  const { path, line, severity, message, suggestion } = finding;
  const artifactLocation = { uri: path.toWellFormed().split('/').map(encodeURIComponent).join('/') };
  return {
    ruleId: ruleOf(finding),
    level: levels[severity],
    message: { text: message },
    locations: [{ physicalLocation: { artifactLocation, region: { startLine: line } } }],
    partialFingerprints: { 'findingHash/v1': findingHash },
    ...(suggestion !== undefined && { fixes: [fixOf(artifactLocation, line, suggestion)] }),
  };
}

const fixOf = (artifactLocation: { readonly uri: string }, startLine: number, text: string): SarifFix => ({
  description: { text: 'Replace the line.' },
  artifactChanges: [{ artifactLocation, replacements: [{ deletedRegion: { startLine }, insertedContent: { text } }] }],
});

/** The same for the same finding when lines above it were added; equal ones of a file are numbered. */
function fingerprint(finding: Finding, seen: Map<string, number>): string {
  const content = `${ruleOf(finding)}\n${finding.path}\n${finding.message}`;
  const number = (seen.get(content) ?? 0) + 1;
  seen.set(content, number);
  return createHash('sha256').update(`${content}\n${number}`).digest('hex').slice(0, 32);
}
