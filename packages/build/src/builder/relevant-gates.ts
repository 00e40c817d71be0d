import type { AppliedChange } from '@artemis/core';
import type { Gate } from '../detect/gate.ts';
import { toolRow } from '../detect/tool-table.ts';
import type { Ecosystem } from '../detect/tool-row.ts';

/** Files each ecosystem builds or tests; an ecosystem that is not listed, or a file that none lists, concerns every gate. */
const endings: Partial<Record<Ecosystem, RegExp>> = {
  javascript: /\.(?:[cm]?[jt]sx?|vue|svelte)$|(^|\/)package\.json$/,
  python: /\.pyx?$|(^|\/)pyproject\.toml$/,
  rust: /\.rs$|(^|\/)Cargo\.toml$/,
  go: /\.go$|(^|\/)go\.mod$/,
  jvm: /\.(?:java|kts?|groovy)$/,
  scala: /\.scala$/,
  ruby: /\.(?:rb|rake)$/,
  php: /\.php$/,
  elixir: /\.exs?$/,
  dotnet: /\.(?:cs|fs|vb)(?:proj)?$/,
  c: /\.(?:c|h|cc|cpp|cxx|hpp|hh|m|mm)$/,
};

/** Gates that the changes bear on; all of them when that cannot be told. */
export function relevantGates<T extends { readonly gate: Gate }>(gates: readonly T[], changes: readonly AppliedChange[]): readonly T[] {
  const relevant = gates.filter(({ gate }) => changes.some(({ path }) => bearsOn(gate, path)));
  return relevant.length > 0 ? relevant : gates;
}

function bearsOn({ tool, dir }: Gate, path: string): boolean {
  if (dir !== '' && !path.startsWith(`${dir}/`)) return false;
  const own = endings[toolRow(tool)?.ecosystem ?? 'make'];
  return own === undefined || own.test(path) || !Object.values(endings).some((ending) => ending.test(path));
}
