import * as promises from 'node:fs/promises';
import { FakeClock } from '@artemis/core/testing';
import { describe, expect, it } from 'vitest';
import { SyntaxBuilder } from '../../src/syntax/syntax-builder.ts';
import { patiently } from '../build-project.ts';

const verify = (changes: readonly { path: string; before: string | null; after: string | null }[]) =>
  new SyntaxBuilder(new FakeClock(), promises).verify({ projectDir: '/nowhere', changes, baseline: null }, patiently());

const broken: readonly (readonly [path: string, text: string])[] = [
  ['a.js', 'export const a = (\n'],
  ['a.ts', 'const a: = 1;\n'],
  ['a.tsx', 'const a = <div><p></div>;\n'],
  ['a.py', 'def f(:\n    pass\n'],
  ['a.rs', 'fn f( {\n'],
  ['a.go', 'package a\nfunc f( {\n'],
  ['A.java', 'class A { void f( { }\n'],
  ['a.c', 'int f( { return 1;\n'],
  ['a.rb', 'def f(\n'],
  ['a.php', '<?php function f( {\n'],
  ['a.cs', 'class A { void F( { }\n'],
  ['a.sh', 'if true; then\n'],
  ['a.json', '{"a": }\n'],
  ['a.toml', 'a = \n'],
  ['a.yaml', 'a: [1, 2\n'],
];

describe('SyntaxBuilder', () => {
  for (const [path, text] of broken) {
    it(`says no to ${path} that does not parse, and names the place`, async () => {
      const report = await verify([{ path, before: null, after: text }]);
      expect(report).toMatchObject({ status: 'failed', evidence: { kind: 'none' } });
      expect(report.output).toMatch(new RegExp(`^${path}:\\d+:\\d+: `));
    });
  }

  it('never says yes: files that parse are not built', async () => {
    expect(
      await verify([
        { path: 'a.py', before: null, after: 'x = 1\n' },
        { path: 'a.xyz', before: null, after: '???' },
      ]),
    ).toMatchObject({ status: 'not-built', evidence: { kind: 'none' } });
  });

  it('takes a file that did not parse before either for syntax it does not know', async () => {
    expect(await verify([{ path: 'a.py', before: 'def f(:\n', after: 'def g(:\n' }])).toMatchObject({ status: 'not-built' });
  });

  it('ignores what was deleted', async () => {
    expect(await verify([{ path: 'a.py', before: 'x = 1\n', after: null }])).toMatchObject({ status: 'not-built' });
  });

  it('stops when the call is aborted', async () => {
    const clock = new FakeClock();
    const aborted = patiently(AbortSignal.abort(new Error('cancelled')));
    await expect(
      new SyntaxBuilder(clock, promises).verify(
        { projectDir: '/x', changes: [{ path: 'a.py', before: null, after: 'x' }], baseline: null },
        aborted,
      ),
    ).rejects.toThrow('cancelled');
  });
});
