import { describe, expect, it } from 'vitest';
import { linkTests, resolveImports, type CodeSymbol, type IndexedFile, type ProjectPackage } from '../../src/index.ts';
import { isTestPath } from '../../src/links/is-test-path.ts';
import { packageIn } from '../../src/links/package-in.ts';
import { file, npm, resolve } from './resolve.ts';

describe('resolveImports', () => {
  it.each([
    ['src/a.ts', './b.ts', 'src/b.ts'],
    ['src/a.ts', './b.js', 'src/b.ts'],
    ['src/a.ts', './b.js', 'src/b.tsx'],
    ['src/a.ts', './b.mjs', 'src/b.mts'],
    ['src/a.ts', './b', 'src/b.ts'],
    ['src/a.ts', './b', 'src/b/index.tsx'],
    ['src/a.ts', '..', 'index.ts'],
    ['src/a.js', './b.js?raw', 'src/b.js'],
    ['src/a.js', './data', 'src/data.json'],
    ['a.py', 'pkg.mod', 'pkg/mod.py'],
    ['a.py', 'pkg', 'pkg/__init__.py'],
    ['pkg/a.py', '.b', 'pkg/b.py'],
    ['pkg/in/a.py', '..b', 'pkg/b.py'],
    ['tests/a.py', 'lib.mod', 'src/lib/mod.py'],
    ['src/main.rs', 'self::store', 'src/store.rs'],
    ['src/store.rs', 'self::inner', 'src/store/inner.rs'],
    ['src/a.rs', 'crate::net::{Client, Server}', 'src/net/mod.rs'],
    ['src/a/b.rs', 'super::c::Thing', 'src/a/c.rs'],
    ['src/main/java/com/x/A.java', 'com.x.util.B', 'src/main/java/com/x/util/B.java'],
    ['src/main/java/com/x/A.java', 'com.x.util.B.of', 'src/main/java/com/x/util/B.java'],
    ['src/a.cpp', 'b.h', 'src/b.h'],
    ['src/a.cpp', 'net/b.h', 'include/net/b.h'],
    ['src/A.php', 'App\\Models\\User', 'app/Models/User.php'],
    ['src/a.php', 'b.php', 'src/b.php'],
    ['lib/a.rb', 'b', 'lib/b.rb'],
    ['bin/a.rb', 'thing/b', 'lib/thing/b.rb'],
    ['bin/a.sh', '$(dirname "$0")/b.sh', 'bin/b.sh'],
    ['a.css', 'url("b.css")', 'b.css'],
  ])('in %s finds %s as %s', (from, specifier, to) => {
    expect(resolve(from, specifier, [to, 'unrelated.ts', 'unrelated.py'])).toEqual([to]);
  });

  it.each([
    ['src/a.ts', 'openai'],
    ['src/a.ts', './gone.ts'],
    ['src/a.ts', '../../../etc/passwd'],
    ['a.py', 'os.path'],
    ['a.py', '.....b'],
    ['a.go', 'fmt'],
    ['a.rs', 'std::fmt'],
    ['A.java', 'java.util.List'],
    ['a.cs', 'System.Linq'],
    ['a.sh', '$LIB'],
  ])('in %s finds nothing for %s', (from, specifier) => {
    expect(resolve(from, specifier, ['b.ts', 'c.py'])).toEqual([]);
  });

  it('finds modules that are taken from a package of Python, and the package for the rest', () => {
    const paths = ['pkg/__init__.py', 'pkg/mod.py'];
    expect(resolve('a.py', { specifier: 'pkg', line: 1, names: ['mod'] }, paths)).toEqual(['pkg/mod.py']);
    expect(resolve('a.py', { specifier: 'pkg', line: 1, names: ['mod', 'name'] }, paths)).toEqual(['pkg/mod.py', 'pkg/__init__.py']);
    expect(resolve('pkg/b.py', { specifier: '.', line: 1, names: ['mod'] }, paths)).toEqual(['pkg/mod.py']);
  });

  it('finds the files of a package of Go, without its tests', () => {
    const modules = [packageIn('go.mod', 'module example.com/p\n\ngo 1.22\n') as ProjectPackage];
    const paths = ['clock/a.go', 'clock/b.go', 'clock/a_test.go', 'main.go'];
    expect(resolve('cmd/main.go', 'example.com/p/clock', paths, modules)).toEqual(['clock/a.go', 'clock/b.go']);
    expect(resolve('cmd/main.go', 'example.com/p', paths, modules)).toEqual(['main.go']);
  });

  it.each([
    [
      { name: '@x/lib', exports: { '.': { types: './dist/index.d.ts', default: './dist/index.js' } } },
      '@x/lib',
      'packages/lib/src/index.ts',
    ],
    [{ name: 'lib', exports: './src/main.ts' }, 'lib', 'packages/lib/src/main.ts'],
    [{ name: 'lib', exports: { './*': './dist/*.js' } }, 'lib/net/http', 'packages/lib/src/net/http.ts'],
    [{ name: 'lib', main: 'lib/index.js' }, 'lib', 'packages/lib/lib/index.js'],
    [{ name: 'lib' }, 'lib', 'packages/lib/index.js'],
    [{ name: 'lib' }, 'lib/deep/file', 'packages/lib/deep/file.ts'],
  ])('finds a package of the same workspace: %j', (manifest, specifier, to) => {
    expect(resolve('apps/a.ts', specifier, [to], [npm('packages/lib', manifest)])).toEqual([to]);
  });

  it('finds the files of a namespace of C# that declare what is used, and the type that an alias names', () => {
    const type = (name: string, parent: string): CodeSymbol => ({ name, kind: 'class', startLine: 2, endLine: 3, parent });
    const space = (name: string, parent?: string): CodeSymbol => ({
      name,
      kind: 'module',
      startLine: 1,
      endLine: 9,
      ...(parent && { parent }),
    });
    const files = [
      {
        ...file('test/CartTests.cs', ['Shop.Money', 'Shop.Files.Paths', 'System.Linq']),
        references: [{ name: 'Price', kind: 'call', lines: [3] }] as const,
      },
      { ...file('src/Price.cs'), symbols: [space('Shop'), space('Money', 'Shop'), type('Price', 'Money'), type('Hidden', 'Shop')] },
      { ...file('src/Tax.cs'), symbols: [space('Shop.Money'), type('Tax', 'Shop.Money')] },
      { ...file('src/Paths.cs'), symbols: [space('Shop.Files'), { ...type('Paths', ''), parent: undefined }] as CodeSymbol[] },
    ];
    expect(resolveImports({ files, packages: [] }).map(({ to, specifier }) => [specifier, to])).toEqual([
      ['Shop.Money', 'src/Price.cs'],
      ['Shop.Files.Paths', 'src/Paths.cs'],
    ]);
  });

  it.each(['{', '[]', 'null', '{"name":1}', '{"name":"a","exports":[[[[null]]]]}', '{"name":"a","exports":{"__proto__":"x"}}'])(
    'survives the manifest %s',
    (text) => {
      expect(() => packageIn('package.json', text)).not.toThrow();
    },
  );

  it('takes no file whose name several have equally', () => {
    expect(resolve('src/a.cpp', 'config.h', ['one/config.h', 'two/config.h'])).toEqual([]);
    expect(resolve('one/in/a.cpp', 'config.h', ['one/config.h', 'two/config.h'])).toEqual(['one/config.h']);
  });
});

describe('linkTests', () => {
  it('links a test to what it imports', () => {
    const files = [file('test/clock.test.ts', ['../src/clock.ts', './fixture.ts']), file('test/fixture.ts'), file('src/clock.ts')];
    expect(linkTests({ files, packages: [] })).toEqual([{ test: 'test/clock.test.ts', code: 'src/clock.ts', by: 'import' }]);
  });

  it.each([
    ['test/net/http.test.ts', 'src/net/http.ts'],
    ['src/http.spec.ts', 'src/http.ts'],
    ['tests/test_http.py', 'pkg/http.py'],
    ['net/http_test.go', 'net/http.go'],
    ['src/test/java/x/HttpTest.java', 'src/main/java/x/Http.java'],
    ['spec/http_spec.rb', 'lib/http.rb'],
    ['tests/HttpTest.php', 'src/Http.php'],
  ])('links %s to %s by name', (test, code) => {
    const decoys = [`elsewhere/very/deep/${code.slice(code.lastIndexOf('/') + 1).replace(/^[a-z]/i, 'x')}`];
    const files = [file(test), file(code), ...decoys.map((path) => file(path))];
    expect(linkTests({ files, packages: [] })).toEqual([{ test, code, by: 'name' }]);
  });

  it('takes the nearest of several, and none of equals', () => {
    const files = (codes: readonly string[]): IndexedFile[] => [file('a/test/x.test.ts'), ...codes.map((path) => file(path))];
    expect(linkTests({ files: files(['a/src/x.ts', 'b/src/x.ts']), packages: [] }).map(({ code }) => code)).toEqual(['a/src/x.ts']);
    expect(linkTests({ files: files(['b/src/x.ts', 'c/src/x.ts']), packages: [] })).toEqual([]);
  });
});

describe('isTestPath', () => {
  it.each([
    'test/a.ts',
    'a/__tests__/b.js',
    'a.test.ts',
    'b_test.go',
    'test_c.py',
    'pkg/conftest.py',
    'ATest.java',
    'd_spec.rb',
    'a/tests.rs',
  ])('%s is a test', (path) => {
    expect(isTestPath(path)).toBe(true);
  });

  it.each(['src/a.ts', 'latest.ts', 'src/contest.py', 'testament/a.ts', 'src/Attest.java'])('%s is none', (path) => {
    expect(isTestPath(path)).toBe(false);
  });
});
