import { packageFolders, type PackageFolder } from '../areas.ts';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { lineOfKey, manifestPath, readManifest, type Manifest } from '../manifest.ts';
import type { Repository } from '../repository.ts';

/** Lowest Node that every package runs on. */
const nodeRange = '>=22.18';

/** Every package that is published looks alike: same fields, a README, nothing that runs at install time. */
export const packageShape: Check = {
  name: 'package-shape',
  run: (repository) => packageFolders(repository).flatMap((folder) => folderFindings(repository, folder)),
};

function folderFindings(repository: Repository, folder: PackageFolder): Finding[] {
  const path = manifestPath(folder);
  const manifest = readManifest(repository, folder);
  const text = repository.read(path);
  const broken = [...rulesForAll(repository, folder, manifest), ...(manifest.private ? [] : publicRules(repository, folder, manifest))];
  return broken
    .filter(([holds]) => !holds)
    .map(([, key, message]) => ({ path, line: lineOfKey(text, key), rule: 'package-shape', message: `${key}: ${message}` }));
}

/** Whether the rule holds, the key it is about, and what it wants. */
type Rule = readonly [holds: boolean, key: string, message: string];

function rulesForAll(repository: Repository, folder: PackageFolder, manifest: Manifest): Rule[] {
  const prefix = folder.group === 'tooling' ? '@artemis/tooling-' : '@artemis/';
  const references = repository.has('tsconfig.json') ? repository.read('tsconfig.json') : '';
  const isCompiled = repository.has(`${folder.path}/tsconfig.json`);
  return [
    [manifest.name === `${prefix}${folder.name}`, 'name', `is ${prefix}${folder.name}`],
    [manifest.type === 'module', 'type', 'is "module"'],
    [manifest.license === 'MIT', 'license', 'is MIT'],
    [(manifest.description ?? '').length > 20, 'description', 'says in a sentence what the package does'],
    [folder.group !== 'tooling' || manifest.private === true, 'private', 'tooling is private'],
    [!isCompiled || references.includes(`"${folder.path}"`), 'scripts', `add { "path": "${folder.path}" } to the root tsconfig.json`],
  ];
}

function publicRules(repository: Repository, folder: PackageFolder, manifest: Manifest): Rule[] {
  const installScripts = ['preinstall', 'install', 'postinstall', 'prepare'].filter((name) => manifest.scripts?.[name]);
  return [
    [manifest.files?.includes('dist') === true, 'files', 'includes "dist"'],
    [manifest.sideEffects === false || folder.group === 'apps', 'sideEffects', 'is false'],
    [manifest.engines?.['node'] === nodeRange, 'engines', `node is "${nodeRange}"`],
    [(manifest.keywords ?? []).length >= 3, 'keywords', 'has three words or more'],
    [manifest.repository?.directory === folder.path, 'repository', `directory is "${folder.path}"`],
    [
      manifest.publishConfig?.access === 'public' && manifest.publishConfig.provenance === true,
      'publishConfig',
      'is public with provenance',
    ],
    [installScripts.length === 0, 'scripts', `nothing runs at install time (${installScripts.join(', ')})`],
    [hasReadme(repository, folder, manifest), 'name', `README.md has "${manifest.name}" and a code block`],
    ...exportRules(manifest),
    ...pluginRules(repository, folder, manifest),
  ];
}

function exportRules({ exports = {}, bin }: Manifest): Rule[] {
  const typed = Object.values(exports).filter((target) => typeof target === 'object');
  return [
    [exports['./package.json'] === './package.json', 'exports', 'has "./package.json"'],
    [typed.length > 0 || bin !== undefined, 'exports', 'has an entry'],
    [typed.every((target) => Object.keys(target)[0] === 'types'), 'exports', '"types" comes first in every entry'],
  ];
}

/** A package whose entry has a default export is a plugin: it is found by its keyword and shares the user's core. */
function pluginRules(repository: Repository, folder: PackageFolder, manifest: Manifest): Rule[] {
  const entry = `${folder.path}/src/index.ts`;
  if (folder.group !== 'packages' || !repository.has(entry) || !hasDefaultExport(repository, entry)) return [];
  return [
    [manifest.keywords?.includes('artemis-plugin') === true, 'keywords', 'has "artemis-plugin"'],
    [manifest.peerDependencies?.['@artemis/core'] !== undefined, 'peerDependencies', 'has @artemis/core'],
    [manifest.dependencies?.['@artemis/core'] === undefined, 'dependencies', 'core is a peer, so that there is only one'],
    [manifest.artemis?.apiVersion === 1, 'artemis', 'apiVersion is 1'],
  ];
}

function hasDefaultExport(repository: Repository, entry: string): boolean {
  return repository.parse(entry).program.body.some((statement) => {
    if (statement.type === 'ExportDefaultDeclaration') return true;
    const specifiers = statement.type === 'ExportNamedDeclaration' ? statement.specifiers : [];
    return specifiers.some(({ exported }) => exported.type === 'Identifier' && exported.name === 'default');
  });
}

function hasReadme(repository: Repository, folder: PackageFolder, { name = '' }: Manifest): boolean {
  const path = `${folder.path}/README.md`;
  const text = repository.has(path) ? repository.read(path) : '';
  return text.includes(name) && text.includes('```');
}
