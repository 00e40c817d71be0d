import { resolve } from 'node:path';
import { checks, toolChecks } from './checks.ts';
import { formatFinding } from './finding.ts';
import { runChecks } from './run-checks.ts';
import { openWorkTree } from './work-tree.ts';

const known = [...toolChecks, ...checks];
const names = process.argv.slice(2);
const unknown = names.filter((name) => !known.some((check) => check.name === name));
if (unknown.length > 0) {
  console.error(`No check is named ${unknown.join(', ')}. There are: ${known.map((check) => check.name).join(', ')}.`);
  process.exit(2);
}
const chosen = names.length === 0 ? known : known.filter((check) => names.includes(check.name));
const repository = openWorkTree(resolve(import.meta.dirname, '../../..'));
const findings = await runChecks(chosen, repository);
for (const finding of findings) console.log(formatFinding(finding));
for (const check of chosen) if (check.summary) console.log(check.summary(repository));
console.log(`${chosen.length} checks, ${findings.length} findings`);
if (findings.length > 0) process.exitCode = 1;
