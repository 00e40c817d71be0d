import { parse } from 'yaml';
import type { Check } from '../check.ts';
import type { Finding } from '../finding.ts';
import { lineOfKey, type Manifest } from '../manifest.ts';

const workspacePath = 'pnpm-workspace.yaml';

/** One version a dependency: every manifest says `catalog:` or `workspace:`, and the catalog has nothing that none uses. */
export const catalog: Check = {
  name: 'catalog',
  run(repository) {
    const findings: Finding[] = [];
    const used = new Set<string>();
    for (const path of repository.files.filter((file) => /^(?:(?:packages|apps|tooling)\/[^/]+\/|examples\/)?package\.json$/.test(file))) {
      const text = repository.read(path);
      const manifest = JSON.parse(text) as Manifest;
      const ranges = {
        ...manifest.devDependencies,
        ...manifest.peerDependencies,
        ...manifest.optionalDependencies,
        ...manifest.dependencies,
      };
      for (const [name, range] of Object.entries(ranges)) {
        used.add(name);
        if (/^(catalog|workspace):/.test(range)) continue;
        findings.push({
          path,
          line: lineOfKey(text, name),
          rule: 'catalog',
          message: `${name} is "${range}"; use "catalog:" or "workspace:"`,
        });
      }
    }
    return [...findings, ...unused(repository.has(workspacePath) ? repository.read(workspacePath) : '', used)];
  },
};

function unused(text: string, used: ReadonlySet<string>): Finding[] {
  const workspace = parse(text) as { readonly catalog?: Readonly<Record<string, string>> } | null;
  return Object.keys(workspace?.catalog ?? {})
    .filter((name) => !used.has(name))
    .map((name) => ({
      path: workspacePath,
      line: text.split('\n').findIndex((line) => line.includes(`${name}:`) || line.includes(`"${name}":`)) + 1,
      rule: 'catalog',
      message: `no manifest uses ${name}`,
    }));
}
