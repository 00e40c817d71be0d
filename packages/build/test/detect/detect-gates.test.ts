import { describe, expect, it } from 'vitest';
import { detectGates } from '../../src/detect/detect-gates.ts';
import { commandLine } from '../../src/detect/gate.ts';
import { projectTree } from '../../src/detect/read-project-tree.ts';
import type { Files } from '../build-project.ts';

/** Tool, folder and command of every gate of a project. */
const found = async (files: Files): Promise<readonly string[]> =>
  detectGates(await projectTree(Object.keys(files).toSorted(), new Map(Object.entries(files)))).map(
    (gate) => `${gate.tool}: ${commandLine(gate)}`,
  );

const scripts = (test: string, more: object = {}): string => JSON.stringify({ scripts: { test }, ...more });
const nodeTest = "import test from 'node:test';\n";

const fixtures: readonly (readonly [what: string, files: Files, gates: readonly string[]])[] = [
  ['npm with a lock file', { 'package.json': scripts('node --test'), 'package-lock.json': '{}' }, ['npm: node --test']],
  ['npm without a lock file', { 'package.json': scripts('node --test') }, ['npm: node --test']],
  ['pnpm by its lock file', { 'package.json': scripts('vitest'), 'pnpm-lock.yaml': '' }, ['pnpm: vitest run']],
  ['yarn by its lock file', { 'package.json': scripts('jest --watch'), 'yarn.lock': '' }, ['yarn: jest']],
  ['bun by its lock file', { 'package.json': scripts('bun test'), 'bun.lock': '' }, ['bun: bun test']],
  ['bun without a test script', { 'package.json': '{}', 'bun.lockb': '', 'a.test.ts': '' }, ['bun: bun test']],
  [
    'pnpm by the field packageManager',
    { 'package.json': scripts('mocha', { packageManager: 'pnpm@12.0.0' }), 'package-lock.json': '{}' },
    ['pnpm: mocha'],
  ],
  [
    'pnpm by the field devEngines',
    { 'package.json': scripts('mocha', { devEngines: { packageManager: { name: 'pnpm' } } }) },
    ['pnpm: mocha'],
  ],
  ['a script that only a shell can run', { 'package.json': scripts('node --test | cat'), 'yarn.lock': '' }, ['yarn: yarn run test']],
  [
    'a script of several programs',
    { 'package.json': scripts('tsc --noEmit && NODE_ENV=x vitest run'), 'pnpm-lock.yaml': '' },
    ['pnpm: tsc --noEmit && vitest run'],
  ],
  ['a script with quotes and globs', { 'package.json': scripts('mocha "test/**/*.test.js"') }, ["npm: mocha 'test/**/*.test.js'"]],
  ['a script that starts its runner with npx', { 'package.json': scripts('npx vitest --watch') }, ['npm: vitest run']],
  [
    'the placeholder of npm init, with a test file',
    { 'package.json': scripts('echo "Error: no test specified" && exit 1'), 'a.test.js': nodeTest },
    ['npm: node --test'],
  ],
  ['a package without tests', { 'package.json': '{"name":"x"}', 'index.js': '' }, []],
  [
    'a workspace: the gate of the root speaks for all',
    {
      'package.json': scripts('pnpm -r test'),
      'pnpm-workspace.yaml': 'packages: [packages/*]',
      'packages/a/package.json': scripts('vitest'),
      'packages/b/package.json': scripts('jest'),
    },
    ['pnpm: pnpm -r test'],
  ],
  [
    'a workspace whose root has no test script',
    {
      'package.json': '{"workspaces":["packages/*"]}',
      'yarn.lock': '',
      'packages/a/package.json': scripts('vitest'),
      'packages/b/package.json': scripts('jest'),
    },
    ['yarn: vitest run (in packages/a)', 'yarn: jest (in packages/b)'],
  ],
  [
    'two languages side by side',
    {
      'web/package.json': scripts('vitest'),
      'web/pnpm-lock.yaml': '',
      'api/pyproject.toml': '[tool.pytest.ini_options]\n',
      'api/tests/test_a.py': 'def test_a(): pass\n',
    },
    ['pytest: python3 -m pytest (in api)', 'pnpm: vitest run (in web)'],
  ],
  ['deno', { 'deno.json': '{}', 'a_test.ts': '' }, ['deno: deno test --no-remote --allow-read']],
  ['node --test without any manifest', { 'add.js': '', 'add.test.mjs': nodeTest }, ['node: node --test']],
  ['pytest with pip', { 'requirements.txt': 'pytest==9\n', 'tests/test_a.py': 'def test_a(): pass\n' }, ['pytest: python3 -m pytest']],
  ['pytest by a bare test file', { 'test_a.py': 'def test_a():\n    assert True\n' }, ['pytest: python3 -m pytest']],
  [
    'unittest',
    { 'setup.py': '', 'test_a.py': 'import unittest\n\n\nclass A(unittest.TestCase):\n    def test_a(self): pass\n' },
    ['unittest: python3 -m unittest discover'],
  ],
  [
    'unittest in a folder of tests',
    { 'tests/test_a.py': 'import unittest\n\n\nclass A(unittest.TestCase):\n    def test_a(self): pass\n' },
    ['unittest: python3 -m unittest discover -s tests -t .'],
  ],
  [
    'uv by its lock file',
    { 'pyproject.toml': '[dependency-groups]\ndev = ["pytest"]\n', 'uv.lock': '', 'tests/test_a.py': 'def test_a(): pass\n' },
    ['uv: python3 -m pytest'],
  ],
  [
    'poetry by its table',
    { 'pyproject.toml': '[tool.poetry]\nname = "x"\n[tool.poetry.group.dev.dependencies]\npytest = "*"\n' },
    ['poetry: python3 -m pytest'],
  ],
  ['poetry by its lock file', { 'pyproject.toml': '', 'poetry.lock': '', 'test_a.py': 'import pytest\n' }, ['poetry: python3 -m pytest']],
  ['cargo', { 'Cargo.toml': '[package]\n', 'src/lib.rs': '' }, ['cargo: cargo test --offline --no-fail-fast']],
  [
    'a cargo workspace',
    { 'Cargo.toml': '[workspace]\n', 'crates/a/Cargo.toml': '[package]\n' },
    ['cargo: cargo test --offline --no-fail-fast'],
  ],
  ['go', { 'go.mod': 'module x\n', 'a.go': '' }, ['go: go test ./...']],
  ['go below a folder', { 'server/go.mod': 'module x\n' }, ['go: go test ./... (in server)']],
  ['maven', { 'pom.xml': '<project/>' }, ['maven: mvn -o -B --no-transfer-progress test']],
  ['gradle', { 'build.gradle': '', 'settings.gradle': '' }, ['gradle: gradle --offline --no-daemon --console=plain --continue test']],
  [
    'gradle in Kotlin, with a wrapper that would download',
    { 'build.gradle.kts': '', gradlew: '' },
    ['gradle: gradle --offline --no-daemon --console=plain --continue test'],
  ],
  ['make', { Makefile: 'all:\n\ttrue\n\ntest: all\n\t./run\n' }, ['make: make test']],
  ['make without a target that tests', { Makefile: 'all:\n\ttrue\n' }, []],
  ['make beside something more telling', { Makefile: 'test:\n\tnpm test\n', 'package.json': scripts('node --test') }, ['npm: node --test']],
  [
    'cmake',
    { 'CMakeLists.txt': '', 'src/CMakeLists.txt': '' },
    ['cmake: cmake -S . -B .artemis-build && cmake --build .artemis-build && ctest --test-dir .artemis-build --output-on-failure'],
  ],
  ['dotnet', { 'App.sln': '', 'src/App.csproj': '' }, ['dotnet: dotnet test --nologo']],
  ['bundler with RSpec', { Gemfile: '', 'Gemfile.lock': '', '.rspec': '' }, ['bundler: bundle exec rspec']],
  ['rake', { Rakefile: 'Rake::TestTask.new\n' }, ['rake: rake test']],
  [
    'composer with its own PHPUnit',
    { 'composer.json': '{"require-dev":{"phpunit/phpunit":"*"}}', 'phpunit.xml': '', 'vendor/bin/phpunit': '' },
    ['composer: php vendor/bin/phpunit'],
  ],
  ['mix', { 'mix.exs': '' }, ['mix: mix test --trace']],
  ['sbt', { 'build.sbt': '' }, ['sbt: sbt -batch test']],
  ['bazel', { 'MODULE.bazel': '', 'app/BUILD': '' }, ['bazel: bazel --batch test //...']],
  ['a broken package.json', { 'package.json': '{', 'a.test.js': nodeTest }, ['node: node --test']],
];

describe('detectGates', () => {
  for (const [what, files, gates] of fixtures)
    it(`finds tool, command and folder of ${what}`, async () => expect(await found(files)).toEqual(gates));

  it('is shown at least 40 projects', () => expect(fixtures.length).toBeGreaterThanOrEqual(40));

  it('leaves a script that starts a program of the project by its path to the package manager', async () => {
    expect(await found({ 'package.json': scripts('./test.sh') })).toEqual(['npm: npm run test']);
  });

  it('reads the version the project needs', async () => {
    const needs = async (node: string) =>
      detectGates(await projectTree(['package.json'], new Map([['package.json', scripts('node --test', { engines: { node } })]])))[0]
        ?.needsVersion;
    expect([await needs('>=22'), await needs('^20 || >=22'), await needs('<25'), await needs('18.x')]).toEqual([
      '22',
      '20',
      undefined,
      '18',
    ]);
  });
});
