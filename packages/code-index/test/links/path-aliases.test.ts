import { describe, expect, it } from 'vitest';
import type { ProjectPackage } from '../../src/index.ts';
import { packageIn } from '../../src/links/package-in.ts';
import { parseCommentedJson } from '../../src/links/parse-commented-json.ts';
import { npm, resolve } from './resolve.ts';

describe('path aliases', () => {
  const tsconfig = (path: string, text: string): ProjectPackage => packageIn(path, text) as ProjectPackage;

  it.each([
    ['@/net/http', '{"compilerOptions":{"paths":{"@/*":["./src/*"]}}}', 'app/src/net/http.ts'],
    ['@/net', '{"compilerOptions":{"baseUrl":"src","paths":{"@/*":["*"]}}}', 'app/src/net/index.ts'],
    ['net/http', '{"compilerOptions":{"baseUrl":"./src"}}', 'app/src/net/http.ts'],
    ['~config', '{"compilerOptions":{"paths":{"~config":["gone.ts","./config.ts"]}}}', 'app/config.ts'],
    ['@/deep/a', '{"compilerOptions":{"paths":{"@/*":["src/*"],"@/deep/*":["other/*"]}}}', 'app/other/a.ts'],
    ['@lib/a', '{"compilerOptions":{"paths":{"@lib/*":["../lib/src/*"]}}}', 'lib/src/a.ts'],
    ['@/a', '// why\n{"compilerOptions":{/* "paths":{} */"paths":{"@/*":["src/*",],}, }, }', 'app/src/a.ts'],
  ])('finds %s by the path aliases %s', (specifier, text, to) => {
    expect(resolve('app/src/main.ts', specifier, [to, 'src/a.ts'], [tsconfig('app/tsconfig.json', text)])).toEqual([to]);
  });

  it('takes the nearest configuration, what it takes over, and else one that is named otherwise', () => {
    const base = tsconfig('tsconfig.base.json', '{"compilerOptions":{"paths":{"@/*":["lib/*"]}}}');
    const near = tsconfig('app/tsconfig.json', '{"compilerOptions":{"paths":{"@/*":["src/*"]}}}');
    const heir = tsconfig('app/tsconfig.json', '{"extends":"../config/tsconfig"}');
    const elder = tsconfig('config/tsconfig.json', '{"compilerOptions":{"paths":{"@/*":["../shared/*"]}}}');
    const paths = ['lib/a.ts', 'app/src/a.ts', 'shared/a.ts'];
    expect(resolve('app/main.ts', '@/a', paths, [base])).toEqual(['lib/a.ts']);
    expect(resolve('app/main.ts', '@/a', paths, [base, near])).toEqual(['app/src/a.ts']);
    expect(resolve('other/main.ts', '@/a', paths, [base, near])).toEqual(['lib/a.ts']);
    expect(resolve('app/main.ts', '@/a', paths, [base, elder, heir])).toEqual(['shared/a.ts']);
  });

  it('ends when configurations take each other over', () => {
    const one = tsconfig('tsconfig.json', '{"extends":"./tsconfig.two.json"}');
    const two = tsconfig('tsconfig.two.json', '{"extends":["./tsconfig.json"]}');
    expect(resolve('a.ts', '@/a', ['src/a.ts'], [one, two])).toEqual([]);
  });

  it('finds what the package of the file calls by a name with a number sign', () => {
    const own = npm('packages/lib', { imports: { '#db': './src/db.ts', '#in/*': { default: './dist/in/*.js' } } });
    const paths = ['packages/lib/src/db.ts', 'packages/lib/src/in/a.ts'];
    expect(resolve('packages/lib/src/deep/b.ts', '#db', paths, [own])).toEqual(['packages/lib/src/db.ts']);
    expect(resolve('packages/lib/src/b.ts', '#in/a', paths, [own])).toEqual(['packages/lib/src/in/a.ts']);
    expect(resolve('packages/other/b.ts', '#db', paths, [own])).toEqual([]);
  });

  it.each([
    '{',
    '[]',
    'null',
    '"\\',
    '/*',
    '{"compilerOptions":[]}',
    '{"compilerOptions":{"paths":{"@/*":"src/*","__proto__":[1]}},"extends":[{}]}',
  ])('survives the configuration %s', (text) => {
    expect(() => packageIn('tsconfig.json', text)).not.toThrow();
  });

  it.each(['"', '\\"', '//', '/*', '/*"', ',', ', ', '{,'])('S37: reads a megabyte of %j in one pass', (unit) => {
    expect(parseCommentedJson(unit.repeat(1_000_000 / unit.length))).toBeUndefined();
  });
});
