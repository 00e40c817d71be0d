import type { Gate } from './gate.ts';
import type { Folder } from './project-tree.ts';
import { readScript } from './script-steps.ts';

const targets = ['test', 'check', 'tests'] as const;

/** The gate of a Makefile; `null` when it has no target that tests. */
export function makeGate(folder: Folder): Gate | null {
  const text = ['GNUmakefile', 'makefile', 'Makefile'].map((name) => folder.text(name)).find((content) => content !== null) ?? '';
  const target = targets.find((name) => new RegExp(`^${name}\\s*:`, 'm').test(text));
  if (!target) return null;
  return { tool: 'make', dir: folder.dir, steps: [{ argv: ['make', target], kind: 'test' }], doubts: recipeDoubts(text, target) };
}

/** Why the recipe of a target cannot say no. */
function recipeDoubts(text: string, target: string): string[] {
  const recipe = new RegExp(`^${target}\\s*:[^\\n]*\\n((?:\\t[^\\n]*(?:\\n|$))*)`, 'm').exec(text)?.[1] ?? '';
  const lines = recipe
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  const ignored =
    lines.filter((line) => /^[@+]*-/.test(line)).length > 0 ? ['`-` before a command of the recipe ignores its exit code'] : [];
  return [...new Set([...ignored, ...lines.flatMap((line) => readScript(line.replace(/^[@+-]+/, '')).doubts)])];
}
