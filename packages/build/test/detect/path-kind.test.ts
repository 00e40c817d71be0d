import { describe, expect, it } from 'vitest';
import { holdsTests, pathKind } from '../../src/detect/path-kind.ts';

const kinds: Readonly<Record<ReturnType<typeof pathKind>, readonly string[]>> = {
  test: [
    'a.test.js',
    'src/a.spec.ts',
    'test.js',
    'a_test.go',
    'test_a.py',
    'pkg/a_test.py',
    'tests/helper.rs',
    'src/test/java/A.java',
    'ATest.java',
    'spec/a_spec.rb',
    '__snapshots__/a.snap',
    '__tests__/x.tsx',
    'App.Tests/A.cs',
    'test/a_test.exs',
    'test-add.mjs',
    'tests/data.json',
  ],
  config: [
    'package.json',
    'vitest.config.ts',
    'sub/jest.config.js',
    'tests/conftest.py',
    'pyproject.toml',
    'Makefile',
    'CMakeLists.txt',
    'pom.xml',
    'Cargo.toml',
    'go.mod',
    '.mocharc.json',
    'phpunit.xml',
    'spec/spec_helper.rb',
    'test/test_helper.exs',
    'build.gradle.kts',
    'tsconfig.build.json',
    'x.pth',
    'build.rs',
    'App.csproj',
  ],
  source: ['src/a.js', 'latest.js', 'contest.py', 'a.rs', 'lib/a.ex', 'data.json', 'style.css', 'attest/x.go', 'bin/run'],
  other: ['README.md', 'docs/a.html', 'LICENSE', 'CHANGELOG', 'image.png', '.gitignore'],
};

describe('pathKind', () => {
  for (const [kind, paths] of Object.entries(kinds))
    for (const path of paths) it(`calls ${path} ${kind}`, () => expect(pathKind(path)).toBe(kind));

  it('tells files that hold tests from those that tests use', () => {
    expect(['a.test.js', 'tests/a.py', 'tests/data.json', '__snapshots__/a.js'].map(holdsTests)).toEqual([true, true, false, false]);
  });
});
