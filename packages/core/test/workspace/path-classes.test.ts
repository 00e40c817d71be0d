import { describe, expect, it } from 'vitest';
import type { SafePath } from '../../src/workspace/guard/path-guard.ts';
import { pathClasses, pathClassOf } from '../../src/workspace/guard/path-classes.ts';
import { checkPath } from '../../src/workspace/guard/path-guard.ts';
import { checkReadable, judgeWrite } from '../../src/workspace/guard/write-policy.ts';

const classOf = (path: string): string | null => pathClassOf(checkPath(path))?.rule ?? null;

describe('pathClassOf', () => {
  it.each([
    '.git/hooks/pre-commit',
    '.GIT/config',
    '.Git',
    'sub/.git/HEAD',
    '.GitModules',
    'vendor/bare/HEAD',
    '.hg/hgrc',
    'ﬁ/.ＧＩＴ/x',
    '.gıt/x',
  ])('S10: gives %j to version control, in any letters', (path) => {
    expect(classOf(path)).toBe('version-control');
  });

  it.each([
    ['.husky/pre-commit', 'hooks'],
    ['tools/hooks/pre-commit', 'hooks'],
    ['.envrc', 'shell-start'],
    ['.bashrc', 'shell-start'],
    ['lib/sitecustomize.py', 'shell-start'],
    ['x.pth', 'shell-start'],
    ['.npmrc', 'package-manager'],
    ['packages/a/.npmrc', 'package-manager'],
    ['.vscode/tasks.json', 'editor-tasks'],
    ['.VSCode/Settings.json', 'editor-tasks'],
    ['.github/workflows/ci.yml', 'continuous-integration'],
    ['Jenkinsfile', 'continuous-integration'],
    ['CLAUDE.md', 'agent-instructions'],
    ['docs/AGENTS.md', 'agent-instructions'],
    ['.cursor/rules/x.mdc', 'agent-instructions'],
    ['.env', 'secrets'],
    ['.env.production', 'secrets'],
    ['deploy/id_rsa', 'secrets'],
    ['certs/server.pem', 'secrets'],
    ['node_modules/a/index.js', 'installed-code'],
  ])('S11: gives %j to the class %s, which is not written unasked', (path, rule) => {
    expect(classOf(path)).toBe(rule);
    expect(() => judgeWrite(checkPath(path), {})).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_PATH_REFUSED' }));
  });

  it.each([
    '.artemis/config.json',
    '.Artemis/x',
    'artemis.config.ts',
    'artemis.yaml',
    'Artemis.YML',
    '.artemisrc.json',
    '.mcp.json',
    '.cursor/mcp.json',
    '.artemis-0123456789abcdef.tmp',
  ])('S12: seals %j, whatever the policy allows', (path) => {
    const everything = { allow: pathClasses.map(({ rule }) => rule) };
    expect(() => judgeWrite(checkPath(path), everything)).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_PATH_REFUSED' }));
    expect(() => checkReadable(checkPath(path), everything)).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_PATH_REFUSED' }));
  });

  it.each([
    'Makefile',
    'sub/makefile',
    'vite.config.ts',
    'jest.config.js',
    'build.gradle',
    'setup.py',
    'conftest.py',
    'pyproject.toml',
    'Dockerfile',
    'web.dockerfile',
  ])('S15: flags %j and lets it through', (path) => {
    expect(judgeWrite(checkPath(path), {})).toContain(path);
  });

  it.each([
    'src/hooks/useThing.ts',
    'src/git.ts',
    '.gitignore',
    '.gitattributes',
    '.env.example',
    'src/Head/index.tsx',
    'environment.ts',
    'config.ts',
    'src/makefile.ts',
    'AGENTS.txt',
    'key.ts',
    'package.json',
  ])('has nothing to say about %j', (path) => {
    expect(classOf(path)).toBeNull();
    expect(judgeWrite(checkPath(path), {})).toBeNull();
  });

  it('writes a refused class with a warning when the policy allows it', () => {
    expect(judgeWrite(checkPath('.github/workflows/ci.yml'), { allow: ['continuous-integration'] })).toContain('.github/workflows/ci.yml');
  });

  it('keeps secrets from being read unless the policy allows it, and lets instructions be read', () => {
    expect(() => checkReadable(checkPath('.env'), {})).toThrow(
      expect.objectContaining({ facts: expect.objectContaining({ rule: 'secrets' }) }),
    );
    expect(() => checkReadable(checkPath('.env'), { allow: ['secrets'] })).not.toThrow();
    expect(() => checkReadable(checkPath('AGENTS.md'), {})).not.toThrow();
  });

  it('S37: stays linear on long hostile paths', { timeout: 1_000 }, () => {
    const hostile = ['.env.', 'a.config.', 'x.gradle/', '.github/', 'hooks/pre-'].map((unit) => unit.repeat(2_000) as SafePath);
    expect(hostile.map((path) => pathClassOf(path)?.rule ?? null)).toEqual(['secrets', null, null, null, null]);
  });
});
