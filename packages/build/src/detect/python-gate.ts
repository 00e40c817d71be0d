import type { Gate, GateStep } from './gate.ts';
import type { Folder } from './project-tree.ts';

const isTest = /(^|\/)(?:test_[^/]*|[^/]*_test)\.py$/;

const table = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;

/** Which tool manages a Python folder. */
export function pythonToolOf(folder: Folder): 'uv' | 'poetry' | 'pip' {
  for (let at: Folder | null = folder; at; at = at.parent()) {
    if (at.has('uv.lock')) return 'uv';
    if (at.has('poetry.lock')) return 'poetry';
    const tool = table(at.table('pyproject.toml'), 'tool');
    if (table(tool, 'uv') !== undefined) return 'uv';
    if (table(tool, 'poetry') !== undefined) return 'poetry';
  }
  return 'pip';
}

const mentionsPytest = (folder: Folder): boolean =>
  folder.has('pytest.ini') ||
  folder.has('conftest.py') ||
  ['pyproject.toml', 'setup.cfg', 'tox.ini', 'requirements.txt', 'requirements-dev.txt', 'dev-requirements.txt', 'Pipfile'].some((name) =>
    /\bpytest\b/.test(folder.text(name) ?? ''),
  );

/** Test files that only pytest runs: plain functions rather than `unittest` classes. */
const needsPytest = (folder: Folder, tests: readonly string[]): boolean =>
  tests.some((path) => {
    const text = folder.text(path);
    return (
      text !== null &&
      (/^\s*(?:async\s+)?def test_\w*\(\s*(?!self)/m.test(text) || /^\s*(?:import|from) pytest\b/m.test(text)) &&
      !/\bunittest\b/.test(text)
    );
  });

/** The gate of a Python folder managed by `owner`; `null` when it holds no test and names no test tool. */
export function pythonGate(folder: Folder, owner: 'uv' | 'poetry' | 'pip'): Gate | null {
  if (pythonToolOf(folder) !== owner) return null;
  const tests = folder.below().filter((path) => isTest.test(path));
  const pytest = mentionsPytest(folder) || needsPytest(folder, tests);
  if (tests.length === 0 && !pytest) return null;
  const step: GateStep = pytest
    ? { argv: ['python3', '-m', 'pytest'], runner: 'pytest', kind: 'test' }
    : { argv: ['python3', '-m', 'unittest', 'discover', ...discoverArgs(tests)], runner: 'unittest', kind: 'test' };
  return { tool: owner === 'pip' ? (pytest ? 'pytest' : 'unittest') : owner, dir: folder.dir, steps: [step], doubts: doubtsOf(folder) };
}

/** `discover` looks only into packages: a plain `tests` folder has to be named. */
function discoverArgs(tests: readonly string[]): string[] {
  const folders = new Set(tests.map((path) => (path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.')));
  const only = folders.size === 1 ? [...folders][0] : undefined;
  return only === undefined || only === '.' ? [] : ['-s', only, '-t', '.'];
}

/** Options in the configuration that make pytest unable to say no. */
function doubtsOf(folder: Folder): string[] {
  const text = ['pytest.ini', 'pyproject.toml', 'setup.cfg', 'tox.ini'].map((name) => folder.text(name) ?? '').join('\n');
  const options = /^\s*addopts\s*=\s*(.*(?:\n[ \t]+.*)*)/m.exec(text)?.[1] ?? '';
  return /--(?:co|collect-only|setup-only|setup-plan|version|help)\b/.test(options) ? ['pytest is configured to collect only'] : [];
}
