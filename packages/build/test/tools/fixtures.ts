import { bazelFixture } from './bazel-fixture.ts';
import type { ToolFixture } from './tool-fixture.ts';
import { cargoManifest, goModule, goTest, nodeManifest, nodeTest, rustLib } from '../scenarios/scenario.ts';

const add = 'export const add = (a, b) => a + b;\n';
const addTest = nodeTest('./add.js', 'add', ['adds', 'assert.equal(add(2, 3), 5);']);
const shellScript = 'node --test 2>&1';
const script = {
  files: { 'package.json': nodeManifest(shellScript), 'add.js': add, 'add.test.js': addTest },
  red: { 'add.js': add.replace('+', '-') },
  broken: { 'add.js': 'export const add = (\n' },
};

const sumC = 'int sum(int a, int b) { return a + b; }\n';
const mainC = 'int sum(int, int);\nint main(void) { return sum(2, 3) == 5 ? 0 : 1; }\n';
const c = { red: { 'sum.c': sumC.replace('a + b', 'a - b') }, broken: { 'sum.c': 'int sum(int a, int b) { return a +; }\n' } };

const python = { 'sums.py': 'def add(a, b):\n    return a + b\n' };
const pythonRed = { 'sums.py': 'def add(a, b):\n    return a - b\n' };
const pythonBroken = { 'sums.py': 'def add(a, b:\n' };
const pytest = { ...python, 'test_sums.py': 'from sums import add\n\n\ndef test_adds():\n    assert add(2, 3) == 5\n' };

const javaSum = 'package demo;\npublic class Sum { public static int add(int a, int b) { return a + b; } }\n';
const javaTest =
  'package demo;\nimport static org.junit.Assert.assertEquals;\nimport org.junit.Test;\npublic class SumTest { @Test public void adds() { assertEquals(5, Sum.add(2, 3)); } }\n';
const maven = `<project><modelVersion>4.0.0</modelVersion><groupId>demo</groupId><artifactId>demo</artifactId><version>1</version><packaging>jar</packaging>
<properties><maven.compiler.source>17</maven.compiler.source><maven.compiler.target>17</maven.compiler.target><project.build.sourceEncoding>UTF-8</project.build.sourceEncoding></properties>
<dependencies><dependency><groupId>junit</groupId><artifactId>junit</artifactId><version>4.x</version><scope>test</scope></dependency></dependencies></project>\n`;
const java = { 'src/main/java/demo/Sum.java': javaSum, 'src/test/java/demo/SumTest.java': javaTest };
const javaRed = { 'src/main/java/demo/Sum.java': javaSum.replace('a + b', 'a - b') };
const javaBroken = { 'src/main/java/demo/Sum.java': javaSum.replace('return', 'retrun') };

const ruby = { 'lib/sums.rb': 'def add(a, b)\n  a + b\nend\n' };
const rubyRed = { 'lib/sums.rb': 'def add(a, b)\n  a - b\nend\n' };
const rubyBroken = { 'lib/sums.rb': 'def add(a, b\n' };
const rakefile = 'require "rake/testtask"\nRake::TestTask.new(:test) { |t| t.pattern = "test/*_test.rb" }\n';
const minitest =
  'require "minitest/autorun"\nrequire_relative "../lib/sums"\nclass SumsTest < Minitest::Test\n  def test_adds\n    assert_equal 5, add(2, 3)\n  end\nend\n';

/** Every tool that can be had from the package sources of a Debian machine. */
export const toolFixtures: readonly ToolFixture[] = [
  bazelFixture,
  {
    tool: 'node',
    needs: [],
    files: { 'add.js': add, 'add.test.js': addTest, 'package.json': nodeManifest() },
    red: script.red,
    broken: script.broken,
  },
  { tool: 'npm', needs: ['npm'], reads: false, ...script },
  {
    tool: 'pnpm',
    needs: ['pnpm'],
    reads: false,
    ...script,
    files: { ...script.files, 'pnpm-lock.yaml': "lockfileVersion: '9.0'\n\nimporters:\n\n  .: {}\n" },
  },
  { tool: 'yarn', needs: ['yarn'], reads: false, ...script, files: { ...script.files, 'yarn.lock': '# yarn lockfile v1\n' } },
  {
    tool: 'bun',
    needs: ['bun'],
    files: {
      'package.json': nodeManifest('bun test'),
      'bun.lock': '{}\n',
      'add.js': add,
      'add.test.js': addTest
        .replace(/import test from 'node:test';\nimport assert from 'node:assert\/strict';/, "import { expect, test } from 'bun:test';")
        .replace('assert.equal(add(2, 3), 5)', 'expect(add(2, 3)).toBe(5)'),
    },
    red: script.red,
    broken: script.broken,
  },
  {
    tool: 'deno',
    needs: ['deno'],
    files: {
      'deno.json': '{}\n',
      'add.js': add,
      'add_test.js':
        "import { add } from './add.js';\n\nDeno.test('adds', () => {\n  if (add(2, 3) !== 5) throw new Error('wrong');\n});\n",
    },
    red: script.red,
    broken: script.broken,
  },
  { tool: 'pytest', needs: ['python3', 'pytest'], files: pytest, red: pythonRed, broken: pythonBroken },
  {
    tool: 'unittest',
    needs: ['python3'],
    files: {
      ...python,
      'test_sums.py':
        'import unittest\n\nfrom sums import add\n\n\nclass SumsTest(unittest.TestCase):\n    def test_adds(self):\n        self.assertEqual(add(2, 3), 5)\n',
    },
    red: pythonRed,
    broken: pythonBroken,
  },
  {
    tool: 'uv',
    needs: ['uv', 'pytest'],
    files: { ...pytest, 'uv.lock': 'version = 1\n', 'pyproject.toml': '[project]\nname = "sums"\nversion = "1"\n' },
    red: pythonRed,
    broken: pythonBroken,
  },
  {
    tool: 'poetry',
    needs: ['poetry', 'pytest'],
    files: { ...pytest, 'pyproject.toml': '[tool.poetry]\nname = "sums"\nversion = "1"\n' },
    red: pythonRed,
    broken: pythonBroken,
  },
  {
    tool: 'cargo',
    needs: ['cargo'],
    files: {
      'Cargo.toml': cargoManifest,
      'src/lib.rs': rustLib('pub fn add(a: i32, b: i32) -> i32 { a + b }', ['adds', 'assert_eq!(add(2, 3), 5);']),
    },
    red: { 'src/lib.rs': rustLib('pub fn add(a: i32, b: i32) -> i32 { a - b }', ['adds', 'assert_eq!(add(2, 3), 5);']) },
    broken: { 'src/lib.rs': 'pub fn add(\n' },
  },
  {
    tool: 'go',
    needs: ['go'],
    files: {
      'go.mod': goModule,
      'sum.go': 'package sum\n\nfunc Add(a, b int) int { return a + b }\n',
      'sum_test.go': goTest(['TestAdd', 'if Add(2, 3) != 5 {\n\t\tt.Fatal("wrong")\n\t}']),
    },
    red: { 'sum.go': 'package sum\n\nfunc Add(a, b int) int { return a - b }\n' },
    broken: { 'sum.go': 'package sum\n\nfunc Add(\n' },
  },
  {
    tool: 'maven',
    needs: ['mvn', 'java'],
    needsFiles: ['/usr/share/maven-repo/org/apache/maven/plugins/maven-surefire-plugin', '/usr/share/maven-repo/junit/junit/4.x'],
    files: { 'pom.xml': maven, ...java },
    red: javaRed,
    broken: javaBroken,
  },
  {
    tool: 'gradle',
    needs: ['gradle', 'java'],
    needsFiles: ['/usr/share/java/junit4.jar'],
    files: {
      'build.gradle':
        "apply plugin: 'java'\ndependencies { testCompile files('/usr/share/java/junit4.jar', '/usr/share/java/hamcrest-core.jar') }\n",
      'settings.gradle': "rootProject.name = 'demo'\n",
      ...java,
    },
    red: javaRed,
    broken: javaBroken,
  },
  {
    tool: 'ant',
    needs: ['ant', 'javac'],
    needsFiles: ['/usr/share/java/junit4.jar', '/usr/share/ant/lib/ant-junit.jar'],
    files: {
      'build.xml':
        '<project><path id="cp"><pathelement location="out"/><pathelement location="/usr/share/java/junit4.jar"/><pathelement location="/usr/share/java/hamcrest-core.jar"/></path><target name="test"><mkdir dir="out"/><javac srcdir="src/main/java:src/test/java" destdir="out" includeantruntime="false"><classpath refid="cp"/></javac><junit haltonfailure="true" fork="false"><classpath refid="cp"/><formatter type="xml"/><batchtest><fileset dir="src/test/java" includes="**/*Test.java"/></batchtest></junit></target></project>\n',
      ...java,
    },
    red: javaRed,
    broken: javaBroken,
  },
  {
    tool: 'make',
    needs: ['make', 'cc'],
    reads: false,
    files: { Makefile: 'test: main\n\t./main\n\nmain: main.c sum.c\n\t$(CC) -o $@ main.c sum.c\n', 'sum.c': sumC, 'main.c': mainC },
    ...c,
  },
  {
    tool: 'cmake',
    needs: ['cmake', 'cc'],
    files: {
      'CMakeLists.txt':
        'cmake_minimum_required(VERSION 3.10)\nproject(sum C)\nenable_testing()\nadd_executable(main main.c sum.c)\nadd_test(NAME adds COMMAND main)\n',
      'sum.c': sumC,
      'main.c': mainC,
    },
    ...c,
  },
  {
    tool: 'meson',
    needs: ['meson', 'ninja', 'cc'],
    files: { 'meson.build': "project('sum', 'c')\ntest('adds', executable('main', 'main.c', 'sum.c'))\n", 'sum.c': sumC, 'main.c': mainC },
    ...c,
  },
  {
    tool: 'rake',
    needs: ['rake', 'ruby'],
    files: { Rakefile: rakefile, 'test/sums_test.rb': minitest, ...ruby },
    red: rubyRed,
    broken: rubyBroken,
  },
  {
    tool: 'rspec',
    needs: ['rspec'],
    files: {
      '.rspec': '',
      'spec/sums_spec.rb': 'require_relative "../lib/sums"\nRSpec.describe "add" do\n  it("adds") { expect(add(2, 3)).to eq(5) }\nend\n',
      ...ruby,
    },
    red: rubyRed,
    broken: rubyBroken,
  },
  {
    tool: 'phpunit',
    needs: ['phpunit', 'php'],
    files: {
      'composer.json': '{}\n',
      'phpunit.xml': '<phpunit><testsuites><testsuite name="all"><directory>tests</directory></testsuite></testsuites></phpunit>\n',
      'src/sums.php': '<?php\nfunction add($a, $b) { return $a + $b; }\n',
      'tests/SumsTest.php':
        "<?php\nrequire_once __DIR__ . '/../src/sums.php';\nclass SumsTest extends PHPUnit\\Framework\\TestCase { public function testAdds(): void { $this->assertSame(5, add(2, 3)); } }\n",
    },
    red: { 'src/sums.php': '<?php\nfunction add($a, $b) { return $a - $b; }\n' },
    broken: { 'src/sums.php': '<?php\nfunction add($a, {\n' },
  },
  {
    tool: 'mix',
    needs: ['mix'],
    files: {
      'mix.exs': 'defmodule Sums.MixProject do\n  use Mix.Project\n  def project, do: [app: :sums, version: "0.1.0"]\nend\n',
      'lib/sums.ex': 'defmodule Sums do\n  def add(a, b), do: a + b\nend\n',
      'test/test_helper.exs': 'ExUnit.start()\n',
      'test/sums_test.exs': 'defmodule SumsTest do\n  use ExUnit.Case\n  test "adds", do: assert Sums.add(2, 3) == 5\nend\n',
    },
    red: { 'lib/sums.ex': 'defmodule Sums do\n  def add(a, b), do: a - b\nend\n' },
    broken: { 'lib/sums.ex': 'defmodule Sums do\n' },
  },
];
