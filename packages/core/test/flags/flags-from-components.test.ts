import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { FeatureFlags } from '../../src/flags/feature-flags.ts';
import { flagNames } from '../../src/flags/flag-definitions.ts';
import { flagsFromComponents } from '../../src/flags/flags-from-components.ts';

/** The profiles are so plain that a line is a component; the command reads them as YAML. */
async function componentsOf(profile: string): Promise<string[]> {
  const text = await readFile(new URL(`../../../../profiles/${profile}.yaml`, import.meta.url), 'utf8');
  expect(text).toMatch(/^enabled_components:$/m);
  return [...text.matchAll(/^ {2}- (\w+)/gm)].map(([, name]) => name ?? '');
}

describe('flagsFromComponents', () => {
  it('switches on what is listed and off what is not', () => {
    const flags = flagsFromComponents(['rag', 'caching'], 'small');
    expect(flagNames.filter((flag) => flags[flag])).toEqual([
      'enableBasicExecution',
      'enableErrorHandling',
      'enableFileOperations',
      'enableRag',
      'enableCaching',
    ]);
    expect(flags.evaluate('enableKg')).toMatchObject({ value: false, reason: 'STATIC', source: 'small' });
  });

  it('reads the names of the strategy', () => {
    const names = [
      'basic_execution',
      'error_handling',
      'rag',
      'knowledge_graph',
      'supervision',
      'code_review',
      'reasoning',
      'build_system',
      'mcp_servers',
    ];
    expect([...flagsFromComponents(names).disabledCapabilities]).toEqual([]);
  });

  it('keeps the core features on when nothing is listed', () => {
    expect(flagsFromComponents([]).toJSON()).toEqual(FeatureFlags.minimal().toJSON());
  });

  it('P01: refuses a name it does not know and suggests the nearest', () => {
    expect(() => flagsFromComponents(['rag', 'knowlege_graph'])).toThrow(
      expect.objectContaining({ code: 'ARTEMIS_E_UNKNOWN_COMPONENT', facts: { component: 'knowlege_graph', nearest: 'knowledge_graph' } }),
    );
  });

  it.each(['__proto__', 'constructor', 'something entirely different', 'x'.repeat(1_000_000)])('P06: refuses the name %.40s', (name) => {
    expect(() => flagsFromComponents([name])).toThrow(expect.objectContaining({ code: 'ARTEMIS_E_UNKNOWN_COMPONENT' }));
  });

  it.each([[undefined], [null], ['rag'], [{ rag: true }], [[1]], [[['rag']]]])('P02: refuses %j, which is no list of names', (names) => {
    expect(() => flagsFromComponents(names)).toThrow(
      expect.objectContaining({ code: 'ARTEMIS_E_INVALID_OPTION', option: 'enabled_components' }),
    );
  });
});

describe('profiles', () => {
  it('minimal has only the core features', async () => {
    expect(flagsFromComponents(await componentsOf('minimal')).toJSON()).toEqual(FeatureFlags.minimal().toJSON());
  });

  it('standard is what a run without a profile has', async () => {
    expect(flagsFromComponents(await componentsOf('standard')).toJSON()).toEqual(FeatureFlags.defaults().toJSON());
  });

  it('full has everything', async () => {
    const flags = flagsFromComponents(await componentsOf('full'));
    expect(flagNames.filter((flag) => !flags[flag])).toEqual([]);
  });
});
