import type { Gate, GateStep } from './gate.ts';
import { javascriptGate } from './javascript-gate.ts';
import { makeGate } from './make-gate.ts';
import type { Folder } from './project-tree.ts';
import { pythonGate } from './python-gate.ts';
import { cmakeSteps, composerGate, rakeGate } from './other-gates.ts';
import type { ToolRow } from './tool-row.ts';

const version = ['--version'] as const;

/** A gate that is the same for every project of the tool. */
const always =
  (tool: string, ...steps: readonly GateStep[]) =>
  ({ dir }: Folder): Gate => ({ tool, dir, steps, doubts: [] });

const pythonManifests = ['pyproject.toml', 'setup.py', 'setup.cfg', 'requirements.txt', 'pytest.ini', 'tox.ini', 'Pipfile', 'uv.lock', 'poetry.lock'];

/** Every tool Artemis knows, in the order they are asked. */
export const toolTable: readonly ToolRow[] = [
  { name: 'node', ecosystem: 'javascript', program: 'node', versionArgs: version, install: 'Install Node.js.', manifests: [], gate: () => null },
  { name: 'pnpm', ecosystem: 'javascript', program: 'pnpm', versionArgs: version, install: 'Run `npm install --global pnpm`.', manifests: ['package.json'], gate: (folder) => javascriptGate(folder, 'pnpm'), installArgs: ['install', '--frozen-lockfile', '--ignore-scripts'], installWithScriptsArgs: ['install', '--frozen-lockfile'] },
  { name: 'yarn', ecosystem: 'javascript', program: 'yarn', versionArgs: version, install: 'Run `npm install --global yarn`.', manifests: ['package.json'], gate: (folder) => javascriptGate(folder, 'yarn'), installArgs: ['install', '--frozen-lockfile', '--ignore-scripts'], installWithScriptsArgs: ['install', '--frozen-lockfile'] },
  { name: 'bun', ecosystem: 'javascript', program: 'bun', versionArgs: version, install: 'Run `npm install --global bun`.', manifests: ['package.json'], gate: (folder) => javascriptGate(folder, 'bun'), installArgs: ['install', '--frozen-lockfile', '--ignore-scripts'], installWithScriptsArgs: ['install', '--frozen-lockfile'] },
  { name: 'npm', ecosystem: 'javascript', program: 'npm', versionArgs: version, install: 'Install Node.js; npm comes with it.', manifests: ['package.json'], gate: (folder) => javascriptGate(folder, 'npm'), installArgs: ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], installWithScriptsArgs: ['ci', '--no-audit', '--no-fund'] },
  { name: 'deno', ecosystem: 'javascript', program: 'deno', versionArgs: version, install: 'Run `npm install --global deno`.', manifests: ['deno.json', 'deno.jsonc', 'deno.lock'], gate: always('deno', { argv: ['deno', 'test', '--no-remote', '--allow-read'], runner: 'deno-test', kind: 'test' }) },
  { name: 'uv', ecosystem: 'python', program: 'uv', versionArgs: version, install: 'Run `pip install uv`.', manifests: pythonManifests, gate: (folder) => pythonGate(folder, 'uv'), installArgs: ['sync', '--frozen', '--no-build'], installWithScriptsArgs: ['sync', '--frozen'] },
  { name: 'poetry', ecosystem: 'python', program: 'poetry', versionArgs: version, install: 'Run `pip install poetry`.', manifests: pythonManifests, gate: (folder) => pythonGate(folder, 'poetry'), installArgs: ['install', '--no-interaction', '--no-root'], installWithScriptsArgs: ['install', '--no-interaction'] },
  { name: 'pytest', ecosystem: 'python', program: 'python3', versionArgs: ['-m', 'pytest', '--version'], install: 'Install Python 3 and run `python3 -m pip install pytest`.', manifests: pythonManifests, gate: (folder) => pythonGate(folder, 'pip') },
  { name: 'unittest', ecosystem: 'python', program: 'python3', versionArgs: version, install: 'Install Python 3.', manifests: [], gate: () => null },
  { name: 'cargo', ecosystem: 'rust', program: 'cargo', versionArgs: version, install: 'Install Rust with rustup.', manifests: ['Cargo.toml'], gate: always('cargo', { argv: ['cargo', 'test', '--offline', '--no-fail-fast'], runner: 'cargo-test', kind: 'test' }), installArgs: ['fetch'] },
  { name: 'go', ecosystem: 'go', program: 'go', versionArgs: ['version'], install: 'Install Go.', manifests: ['go.mod', 'go.work'], gate: always('go', { argv: ['go', 'test', './...'], runner: 'go-test', kind: 'test' }), installArgs: ['mod', 'download'] },
  { name: 'gradle', ecosystem: 'jvm', program: 'gradle', versionArgs: version, install: 'Install Gradle and a JDK.', manifests: ['build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts'], gate: always('gradle', { argv: ['gradle', '--offline', '--no-daemon', '--console=plain', '--continue', 'test'], runner: 'gradle-test', kind: 'test' }) },
  { name: 'maven', ecosystem: 'jvm', program: 'mvn', versionArgs: version, install: 'Install Maven and a JDK.', manifests: ['pom.xml'], gate: always('maven', { argv: ['mvn', '-o', '-B', '--no-transfer-progress', 'test'], runner: 'surefire', kind: 'test' }) },
  { name: 'ant', ecosystem: 'jvm', program: 'ant', versionArgs: ['-version'], install: 'Install Apache Ant and a JDK.', manifests: ['build.xml'], gate: always('ant', { argv: ['ant', '-noinput', 'test'], runner: 'ant-junit', kind: 'test' }) },
  { name: 'sbt', ecosystem: 'scala', program: 'sbt', versionArgs: ['--script-version'], install: 'Install sbt and a JDK.', manifests: ['build.sbt'], gate: always('sbt', { argv: ['sbt', '-batch', 'test'], runner: 'sbt-test', kind: 'test' }) },
  { name: 'bazel', ecosystem: 'bazel', program: 'bazel', versionArgs: version, install: 'Install Bazel.', manifests: ['MODULE.bazel', 'WORKSPACE', 'WORKSPACE.bazel'], gate: always('bazel', { argv: ['bazel', '--batch', 'test', '//...'], runner: 'bazel-test', kind: 'test' }) },
  { name: 'cmake', ecosystem: 'c', program: 'cmake', versionArgs: version, install: 'Install CMake and a C compiler.', manifests: ['CMakeLists.txt'], gate: always('cmake', ...cmakeSteps) },
  { name: 'meson', ecosystem: 'c', program: 'meson', versionArgs: version, install: 'Install meson and ninja.', manifests: ['meson.build'], gate: always('meson', { argv: ['meson', 'setup', '.artemis-build'], kind: 'build' }, { argv: ['meson', 'compile', '-C', '.artemis-build'], kind: 'build' }, { argv: ['meson', 'test', '-C', '.artemis-build'], runner: 'meson-test', kind: 'test' }) },
  { name: 'dotnet', ecosystem: 'dotnet', program: 'dotnet', versionArgs: version, install: 'Install the .NET SDK.', manifests: ['*.sln', '*.csproj', '*.fsproj', 'global.json'], gate: always('dotnet', { argv: ['dotnet', 'test', '--nologo'], runner: 'dotnet-test', kind: 'test' }) },
  { name: 'bundler', ecosystem: 'ruby', program: 'bundle', versionArgs: version, install: 'Install Ruby and Bundler.', manifests: ['Gemfile'], gate: rakeGate, installArgs: ['install', '--local'] },
  { name: 'rake', ecosystem: 'ruby', program: 'rake', versionArgs: version, install: 'Install Ruby and rake.', manifests: ['Rakefile', 'rakefile', '.rspec'], gate: rakeGate },
  { name: 'composer', ecosystem: 'php', program: 'php', versionArgs: version, install: 'Install PHP and run `composer install`.', manifests: ['composer.json', 'phpunit.xml', 'phpunit.xml.dist'], gate: composerGate, installArgs: ['install', '--no-interaction', '--no-scripts', '--no-plugins'] },
  { name: 'mix', ecosystem: 'elixir', program: 'mix', versionArgs: version, install: 'Install Elixir.', manifests: ['mix.exs'], gate: always('mix', { argv: ['mix', 'test', '--trace'], runner: 'mix-test', kind: 'test' }) },
  { name: 'make', ecosystem: 'make', program: 'make', versionArgs: version, install: 'Install make.', manifests: ['Makefile', 'makefile', 'GNUmakefile'], gate: makeGate },
];

/** The row of a tool. */
export const toolRow = (name: string): ToolRow | undefined => toolTable.find((row) => row.name === name);
