import type { FileDiff } from '../diff/file-diff.ts';
import type { RuleName } from './rule-name.ts';
import type { ChangeRule, FileFacts, RuleFinding, Severity } from './rule.ts';

type Table = Readonly<Record<string, unknown>>;

const manifestPath = /(^|\/)package\.json$/;
const dependencyTables = ['dependencies', 'devDependencies', 'optionalDependencies', 'peerDependencies'] as const;
/** Scripts that npm runs by itself, the last three also for the project's own install. */
const installScripts: ReadonlySet<string> = new Set([
  'preinstall',
  'install',
  'postinstall',
  'prepublish',
  'preprepare',
  'prepare',
  'postprepare',
]);
/** Ends with success whatever ran before it. */
const alwaysGreen = /^\s*(?:true|:|exit 0|echo\b[^|;&]*)\s*$|(?:\|\||;)\s*(?:true|:|exit 0|echo\b[^|;&]*)\s*$/;
const looseVersion = /^(?:\*|latest|x|>=?\s*\d[^<]*|)$/;
const foreignSource = /^(?:git|github:|gitlab:|bitbucket:|https?:|file:|[\w-]+\/[\w.-]+(?:#|$))/;

/** What a change does to what a project installs and runs, read from each `package.json`. */
export const manifestFindings: ChangeRule = (files) =>
  files.filter(({ diff }) => manifestPath.test(diff.path) && !diff.isDeleted).flatMap(inManifest);

function inManifest({ diff }: FileFacts): readonly RuleFinding[] {
  const [before, after] = [parse(diff.old), parse(diff.now)];
  const report = (rule: RuleName, severity: Severity, key: string, message: string): RuleFinding => ({
    path: diff.path,
    line: lineOf(diff, key),
    severity,
    message,
    rule,
  });
  if (!after) return [report('broken-manifest', 'blocking', '', 'This is no JSON object, so that nothing can be installed or run.')];
  return [...scriptFindings(before, after, report), ...dependencyFindings(before, after, report)];
}

type Report = (rule: RuleName, severity: Severity, key: string, message: string) => RuleFinding;

function scriptFindings(before: Table | undefined, after: Table, report: Report): readonly RuleFinding[] {
  const old = tableIn(before, 'scripts');
  return changedEntries(old, tableIn(after, 'scripts')).flatMap(([name, command]) => {
    if (installScripts.has(name))
      return [report('install-script', 'blocking', name, `"${name}" runs on every machine that installs this, without being asked.`)];
    if (/test|check|lint|build/.test(name) && alwaysGreen.test(command))
      return [report('script', 'blocking', name, `The script "${name}" cannot fail any more.`)];
    return name in old ? [report('script', 'warning', name, `The script "${name}" runs something else than before.`)] : [];
  });
}

function dependencyFindings(before: Table | undefined, after: Table, report: Report): readonly RuleFinding[] {
  return dependencyTables.flatMap((kind) => {
    const old = tableIn(before, kind);
    return changedEntries(old, tableIn(after, kind)).map(([name, version]) => {
      if (foreignSource.test(version))
        return report('dependency', 'warning', name, `"${name}" comes from outside the registry: ${sourceKind(version)}.`);
      if (looseVersion.test(version))
        return report('dependency', 'warning', name, `"${name}" may be any version: what is tested is not what is installed.`);
      return report(
        'dependency',
        'note',
        name,
        name in old ? `"${name}" is asked for in another version.` : `"${name}" is a new dependency.`,
      );
    });
  });
}

const sourceKind = (version: string): string =>
  version.startsWith('file:') ? 'a file' : /^https?:/.test(version) ? 'an address' : 'a repository';

function parse(lines: readonly string[]): Table | undefined {
  try {
    return asTable(JSON.parse(lines.join('\n')));
  } catch {
    return undefined;
  }
}

const asTable = (value: unknown): Table | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Table) : undefined;

const tableIn = (manifest: Table | undefined, key: string): Table => asTable(manifest?.[key]) ?? {};

const changedEntries = (old: Table, now: Table): readonly (readonly [string, string])[] =>
  Object.entries(now).flatMap(([name, value]) => (typeof value === 'string' && old[name] !== value ? [[name, value] as const] : []));

/** The changed line that names a key, or the first changed line. */
function lineOf({ now, added, removed }: FileDiff, key: string): number {
  const named = [...added].find((line) => now[line - 1]?.includes(JSON.stringify(key)));
  return named ?? added.values().next().value ?? removed.values().next().value ?? 1;
}
