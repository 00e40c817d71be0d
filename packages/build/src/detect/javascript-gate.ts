import type { Gate, GateStep } from './gate.ts';
import type { Folder } from './project-tree.ts';
import { holdsTests } from './path-kind.ts';
import { readScript } from './script-steps.ts';
import { stepOfScript } from './runner-of.ts';

interface Manifest {
  readonly scripts?: Readonly<Record<string, unknown>>;
  readonly packageManager?: unknown;
  readonly devEngines?: { readonly packageManager?: { readonly name?: unknown } };
  readonly engines?: Readonly<Record<string, unknown>>;
  readonly workspaces?: unknown;
}

/** Reads `package.json`; `null` when there is none or it is no JSON object. */
export function packageManifest(folder: Folder): Manifest | null {
  const text = folder.text('package.json');
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}

const locks: readonly (readonly [file: string, tool: string])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

/** The package manager of a folder: what `package.json` names, else the nearest lock file upwards, else npm. */
export function packageToolOf(folder: Folder): string {
  for (let at: Folder | null = folder; at; at = at.parent()) {
    const manifest = packageManifest(at);
    const named = manifest?.packageManager ?? manifest?.devEngines?.packageManager?.name;
    const name = typeof named === 'string' ? named.split('@')[0] : undefined;
    if (name === 'npm' || name === 'pnpm' || name === 'yarn' || name === 'bun') return name;
    const lock = locks.find(([file]) => at?.has(file));
    if (lock) return lock[1];
    if (at.has('pnpm-workspace.yaml')) return 'pnpm';
  }
  return 'npm';
}

/** The placeholder that `npm init` writes is no test command. */
const isPlaceholder = (script: string): boolean => /no test specified/i.test(script);

/** The gate of a folder whose `package.json` is managed by `tool`; `null` when it has neither scripts nor tests. */
export function javascriptGate(folder: Folder, tool: string): Gate | null {
  const manifest = packageManifest(folder);
  if (!manifest || packageToolOf(folder) !== tool) return null;
  const script = manifest.scripts?.['test'];
  const test = typeof script === 'string' && !isPlaceholder(script) ? script : null;
  const steps = test === null ? bareTests(folder, tool) : stepsOf(test, tool);
  if (steps.length === 0) return null;
  return { tool, dir: folder.dir, steps, doubts: test === null ? [] : readScript(test).doubts, ...needsNode(manifest) };
}

/** Words that are no programs but parts of a shell. */
const shellWords = new Set(['exit', 'cd', 'export', 'source', '.', 'set', 'unset', 'test', '[', 'eval', ':', 'exec', 'trap', 'wait']);

function stepsOf(script: string, tool: string): readonly GateStep[] {
  const { steps } = readScript(script);
  const whole: GateStep = { argv: [tool, 'run', 'test'], kind: 'test' };
  if (!steps) return [whole];
  const read = steps.map(stepOfScript);
  // A glob that no runner expands is one that the shell would have expanded; a program named by its path is the project's own.
  const lost = read.some(
    ({ argv, runner }) =>
      (!runner && argv.some((word) => /[*?{}[\]]/.test(word))) ||
      (argv[0] ?? '').includes('/') ||
      shellWords.has((argv[0] ?? '').replace('bin:', '')),
  );
  return lost || !read.some(({ kind }) => kind === 'test') ? [whole] : read;
}

/** A package with test files and no test script: the runner built into the runtime. */
function bareTests(folder: Folder, tool: string): readonly GateStep[] {
  if (!folder.below().some((path) => /\.[cm]?[jt]s$/.test(path) && holdsTests(path))) return [];
  return tool === 'bun'
    ? [{ argv: ['bun', 'test'], runner: 'bun-test', kind: 'test' }]
    : [{ argv: ['node', '--test'], runner: 'node-test', kind: 'test' }];
}

function needsNode(manifest: Manifest): { needsVersion?: string } {
  const range = manifest.engines?.['node'];
  // Upper bounds are left out: what matters is what the project needs at least.
  const major = typeof range === 'string' ? /(\d+)/.exec(range.replace(/<=?\s*v?[\d.]+/g, ''))?.[1] : undefined;
  return major === undefined ? {} : { needsVersion: major };
}
