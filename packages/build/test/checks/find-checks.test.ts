import { describe, expect, it } from 'vitest';
import { findChecks } from '../../src/checks/find-checks.ts';

/** What is started, and where. */
async function found(files: Readonly<Record<string, string>>, changed: readonly string[]): Promise<readonly string[]> {
  const checks = await findChecks({ files: new Set(Object.keys(files)), text: async (path) => files[path] ?? null }, changed);
  return checks.map(({ ways: [gate] }) => `${gate?.dir}> ${gate?.steps[0]?.argv.join(' ')}`);
}

describe('findChecks', () => {
  it('finds what the project is set up for, and names the changed files', async () => {
    expect(await found({ 'tsconfig.json': '', 'eslint.config.js': '', 'src/a.ts': '' }, ['src/a.ts', 'README.md'])).toEqual([
      '> bin:tsc --noEmit --pretty false --project tsconfig.json',
      '> bin:eslint --format stylish -- ./src/a.ts',
    ]);
  });

  it('looks for the nearest configuration upwards, and starts a tool once in each folder', async () => {
    const files = { '.oxlintrc.json': '', 'packages/a/.oxlintrc.json': '', 'packages/a/tsconfig.json': '' };
    expect(await found(files, ['packages/a/src/x.ts', 'packages/a/y.ts', 'packages/b/z.js'])).toEqual([
      'packages/a> bin:tsc --noEmit --pretty false --project tsconfig.json',
      'packages/a> bin:oxlint --format unix ./src/x.ts ./y.ts',
      '> bin:oxlint --format unix ./packages/b/z.js',
    ]);
  });

  it('asks a file that serves several tools whether it is meant', async () => {
    expect(await found({ 'pyproject.toml': '[project]\nname = "x"\n' }, ['a.py'])).toEqual([]);
    expect(await found({ 'pyproject.toml': '[tool.ruff]\nline-length = 100\n[tool.mypy]\n' }, ['a.py'])).toEqual([
      '> python3 -m mypy --no-color-output --no-error-summary --no-pretty -- ./a.py',
      '> ruff check --output-format concise --no-cache -- ./a.py',
    ]);
  });

  it('S24: hands over names that look like options as paths', async () => {
    expect(await found({ '.oxlintrc.json': '' }, ['--fix.js'])).toEqual(['> bin:oxlint --format unix ./--fix.js']);
  });

  it('starts a tool in three folders at most', async () => {
    const dirs = ['a', 'b', 'c', 'd', 'e'];
    const files = Object.fromEntries(dirs.map((dir) => [`${dir}/tsconfig.json`, '']));
    expect(
      await found(
        files,
        dirs.map((dir) => `${dir}/x.ts`),
      ),
    ).toHaveLength(3);
  });
});
