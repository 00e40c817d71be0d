import type { Check } from './check.ts';
import type { Finding } from './finding.ts';
import type { Repository } from './repository.ts';

/** Runs the checks one after another and returns all findings, in order of path, line and rule. */
export async function runChecks(checks: readonly Check[], repository: Repository): Promise<Finding[]> {
  const found: Finding[] = [];
  for (const check of checks) found.push(...(await check.run(repository)));
  return found.toSorted((a, b) => a.path.localeCompare(b.path) || a.line - b.line || a.rule.localeCompare(b.rule));
}
