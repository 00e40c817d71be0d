import { describe, expect, it } from 'vitest';
import { checkPath } from '../../src/workspace/guard/path-guard.ts';
import { changesOwnSettings, isManifest, manifestWarnings } from '../../src/workspace/guard/manifest-changes.ts';

const json = (value: unknown): string => JSON.stringify(value);

describe('manifestWarnings', () => {
  it.each(['postinstall', 'preinstall', 'prepare', 'test'])('S14: names a new script %s', (script) => {
    expect(manifestWarnings('package.json', json({ scripts: { lint: 'x' } }), json({ scripts: { lint: 'x', [script]: 'evil' } }))).toEqual([
      expect.stringContaining(`scripts.${script}`),
    ]);
  });

  it('S14: names overrides, bin and dependencies that are new or different, each once', () => {
    const before = json({ dependencies: { a: '1', b: '1' }, bin: 'x.js' });
    const after = json({ dependencies: { a: '1', b: 'git+ssh://evil' }, bin: 'y.js', overrides: { c: 'git://evil' } });
    const warnings = manifestWarnings('package.json', before, after).join('\n');
    expect(warnings).toContain('dependencies.b');
    expect(warnings).toContain('overrides.c');
    expect(warnings).toContain('changes bin');
    expect(warnings).not.toContain('dependencies.a');
  });

  it('says nothing when only a version or a description changes, or a script goes away', () => {
    expect(manifestWarnings('package.json', json({ version: '1', scripts: { a: 'x' } }), json({ version: '2', scripts: {} }))).toEqual([]);
  });

  it('says so when it is no JSON object, and survives hostile nesting', () => {
    expect(manifestWarnings('package.json', null, '[1]')).toHaveLength(1);
    const deep = `{"scripts":{"a":${'['.repeat(200_000)}${']'.repeat(200_000)}}}`;
    expect(manifestWarnings('package.json', deep, deep)).toEqual([expect.stringContaining('scripts.a')]);
  });

  it('is not misled by an own __proto__ key', () => {
    expect(manifestWarnings('package.json', '{"scripts":{}}', '{"scripts":{"__proto__":"x","toString":"y"}}')).toHaveLength(2);
  });
});

describe('changesOwnSettings', () => {
  it('S12: sees settings of Artemis appear, change and disappear', () => {
    expect(changesOwnSettings(null, json({ artemis: { profile: 'full' } }))).toBe(true);
    expect(changesOwnSettings(json({ artemis: {} }), json({ artemis: { plugins: ['evil'] } }))).toBe(true);
    expect(changesOwnSettings(json({ artemis: {} }), json({}))).toBe(true);
    expect(changesOwnSettings(json({ artemis: {} }), null)).toBe(true);
    expect(changesOwnSettings(null, '{"\\u0061rtemis":1}')).toBe(true);
  });

  it('lets everything else change', () => {
    expect(changesOwnSettings(json({ artemis: { a: 1 }, x: 1 }), json({ x: 2, artemis: { a: 1 } }))).toBe(false);
    expect(changesOwnSettings(null, json({ name: 'x' }))).toBe(false);
  });
});

describe('isManifest', () => {
  it('knows package.json at any depth, in any letters', () => {
    expect(['package.json', 'packages/a/package.json', 'Package.JSON'].map((path) => isManifest(checkPath(path)))).toEqual([
      true,
      true,
      true,
    ]);
    expect(isManifest(checkPath('my-package.json'))).toBe(false);
  });
});
