import type { Gate } from './gate.ts';
import { holdsTests } from './path-kind.ts';
import { Folder, type ProjectTree } from './project-tree.ts';
import { pythonGate } from './python-gate.ts';
import type { Ecosystem, ToolRow } from './tool-row.ts';
import { toolTable } from './tool-table.ts';

/** Most gates one project may have: beyond that the top-most are taken. */
const maxGates = 6;

/**
 * Finds how a project is built and tested. A manifest governs its folder and all below it, so the top-most one of each ecosystem
 * wins; a folder without any manifest is tested with what its test files ask for.
 */
export function detectGates(tree: ProjectTree): readonly Gate[] {
  const files = new Set(tree.files);
  const found: { readonly gate: Gate; readonly ecosystem: Ecosystem }[] = [];
  for (const dir of manifestFolders(tree)) {
    const folder = new Folder(tree, dir, files);
    for (const row of toolTable) {
      if (!hasManifest(folder, row) || found.some((one) => governs(one, row.ecosystem, dir))) continue;
      const gate = row.gate(folder);
      if (gate) found.push({ gate, ecosystem: row.ecosystem });
    }
  }
  const gates = found.map(({ gate }) => gate);
  return (gates.length > 0 ? gates : bareGates(new Folder(tree, '', files))).slice(0, maxGates);
}

/** `make` is only asked where nothing more telling is there. */
const governs = (one: { readonly gate: Gate; readonly ecosystem: Ecosystem }, ecosystem: Ecosystem, dir: string): boolean =>
  (one.ecosystem === ecosystem || ecosystem === 'make') &&
  (one.gate.dir === '' || dir === one.gate.dir || dir.startsWith(`${one.gate.dir}/`));

const manifestNames = new Set(toolTable.flatMap(({ manifests }) => manifests.filter((name) => !name.startsWith('*'))));
const manifestEndings = toolTable.flatMap(({ manifests }) => manifests.filter((name) => name.startsWith('*')).map((name) => name.slice(1)));

/** Whether a file is one that detection reads or looks for. */
export const isManifest = (name: string): boolean => manifestNames.has(name) || manifestEndings.some((ending) => name.endsWith(ending));

/** Folders that hold a manifest, top-most first. */
function manifestFolders(tree: ProjectTree): string[] {
  const folders = new Set<string>();
  for (const path of tree.files) {
    const slash = path.lastIndexOf('/');
    if (isManifest(path.slice(slash + 1))) folders.add(slash === -1 ? '' : path.slice(0, slash));
  }
  const depth = (dir: string): number => (dir === '' ? 0 : dir.split('/').length);
  return [...folders].toSorted((one, other) => depth(one) - depth(other) || (one < other ? -1 : 1));
}

const hasManifest = (folder: Folder, { manifests }: ToolRow): boolean =>
  manifests.some((name) =>
    name.startsWith('*') ? folder.below().some((path) => !path.includes('/') && path.endsWith(name.slice(1))) : folder.has(name),
  );

/** Gates of a folder that has test files and no manifest. */
function bareGates(folder: Folder): Gate[] {
  const files = folder.below();
  const gates: Gate[] = [];
  if (files.some((path) => /\.[cm]?[jt]s$/.test(path) && holdsTests(path))) {
    gates.push({ tool: 'node', dir: '', steps: [{ argv: ['node', '--test'], runner: 'node-test', kind: 'test' }], doubts: [] });
  }
  const python = pythonGate(folder, 'pip');
  return python ? [...gates, python] : gates;
}
